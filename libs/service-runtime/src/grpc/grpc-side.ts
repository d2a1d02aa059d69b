// All that a service with a gRPC door needs beside its REST door; loaded by those services alone.
export { grpcProblem } from '../problems/grpc-problem.js';
export { GrpcCallObserver } from './grpc-call-observer.js';
export { GrpcDoor } from './grpc-door.js';
