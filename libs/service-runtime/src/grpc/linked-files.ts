// The files by which a gRPC server describes itself, so complete that strict clients (grpcurl, buf) can link them.
// What the loader makes of protos lacks three things: which file needs which, from where a type's name counts, and the
// proper name of a map's entries.
import type { AnyDefinition, MessageTypeDefinition, PackageDefinition } from '@grpc/proto-loader';
import descriptor, {
  type IDescriptorProto,
  type IFieldDescriptorProto,
  type IFileDescriptorProto,
} from 'protobufjs/ext/descriptor/index.js';

const { FileDescriptorProto } = descriptor;

/** Full names of messages and enums without a leading dot, and the files that they stand in. */
type Places = ReadonlyMap<string, string>;

/** The definition with files that name all they need. */
export function linkedFiles(definition: PackageDefinition): PackageDefinition {
  const files = filesOf(definition);
  for (const file of files) for (const message of file.messageType ?? []) nameMapEntries(message);
  const places: Places = new Map(files.flatMap(placesIn));
  for (const file of files) link(file, places);
  const fileDescriptorProtos = files.map((file) => Buffer.from(FileDescriptorProto.encode(file).finish()));
  const linked = Object.entries(definition).map(([name, entry]) => [
    name,
    describesType(entry) ? { ...entry, fileDescriptorProtos } : entry,
  ]);
  return Object.fromEntries(linked) as PackageDefinition;
}

type TypeDefinition = Pick<MessageTypeDefinition<object, object>, 'fileDescriptorProtos'>;

/** Of a message or an enum; the other definitions are services. */
export const describesType = (entry: AnyDefinition): entry is AnyDefinition & TypeDefinition =>
  'format' in entry;

export const decodeFile = (bytes: Uint8Array): IFileDescriptorProto =>
  FileDescriptorProto.toObject(FileDescriptorProto.decode(bytes));

/** Each file once; every type brings all files of its own loading along. */
function filesOf(definition: PackageDefinition): readonly IFileDescriptorProto[] {
  const types = Object.values(definition).filter(describesType);
  const encoded = new Set(types.flatMap(({ fileDescriptorProtos }) => fileDescriptorProtos));
  const files = Array.from(encoded, decodeFile);
  return [...new Map(files.map((file) => [file.name, file])).values()];
}

/** `fields` is a map of `FieldsEntry`, by protobuf's own rule. */
function nameMapEntries(message: IDescriptorProto): void {
  for (const nested of message.nestedType ?? []) {
    nameMapEntries(nested);
    const map = (message.field ?? []).find(({ typeName }) => typeName === nested.name);
    if (!nested.options?.mapEntry || map?.name === undefined) continue;
    nested.name = `${pascalCase(map.name)}Entry`;
    map.typeName = nested.name;
  }
}

const pascalCase = (name: string): string =>
  name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const inside = (scope: string, name = ''): string => (scope === '' ? name : `${scope}.${name}`);

function placesIn(file: IFileDescriptorProto): readonly (readonly [string, string])[] {
  const types = (scope: string, { name, nestedType, enumType }: IDescriptorProto): string[] => {
    const self = inside(scope, name);
    const enums = (enumType ?? []).map((one) => inside(self, one.name));
    return [self, ...enums, ...(nestedType ?? []).flatMap((nested) => types(self, nested))];
  };
  const scope = file.package ?? '';
  const enums = (file.enumType ?? []).map(({ name }) => inside(scope, name));
  const messages = (file.messageType ?? []).flatMap((message) => types(scope, message));
  return [...enums, ...messages].map((name) => [name, file.name ?? ''] as const);
}

/** Makes every reference absolute, and names the files that they lead to. */
function link(file: IFileDescriptorProto, places: Places): void {
  const needed = new Set<string>();
  const absolute = (reference: string, scope: string): string => {
    const name = resolve(reference, scope, places);
    const place = places.get(name);
    if (place !== undefined && place !== file.name) needed.add(place);
    return `.${name}`;
  };
  const linkField = (field: IFieldDescriptorProto, scope: string): void => {
    if (field.typeName) field.typeName = absolute(field.typeName, scope);
  };
  const linkMessage = (message: IDescriptorProto, scope: string): void => {
    const self = inside(scope, message.name);
    for (const field of message.field ?? []) linkField(field, self);
    for (const nested of message.nestedType ?? []) linkMessage(nested, self);
  };
  const scope = file.package ?? '';
  for (const message of file.messageType ?? []) linkMessage(message, scope);
  for (const method of (file.service ?? []).flatMap((service) => service.method ?? [])) {
    method.inputType = absolute(method.inputType ?? '', scope);
    method.outputType = absolute(method.outputType ?? '', scope);
  }
  file.dependency = [...needed];
}

/** The full name: the innermost scope that has it, as protobuf looks for it. */
function resolve(reference: string, scope: string, places: Places): string {
  if (reference.startsWith('.')) return reference.slice(1);
  const name = inside(scope, reference);
  if (scope === '' || places.has(name)) return name;
  return resolve(reference, scope.split('.').slice(0, -1).join('.'), places);
}
