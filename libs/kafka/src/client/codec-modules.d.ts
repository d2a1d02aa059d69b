// Types of the two codec packages that bring none.
declare module 'kafkajs-snappy' {
  const codec: () => {
    compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
    decompress(bytes: Buffer): Promise<Buffer>;
  };
  export default codec;
}

declare module 'lz4js' {
  const lz4: {
    decompress(bytes: Uint8Array): Uint8Array;
  };
  export default lz4;
}
