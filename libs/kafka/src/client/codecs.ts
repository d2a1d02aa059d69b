// Registers the codecs that kafkajs lacks: without them one snappy, lz4 or zstd batch kills a consumer for good.
import { decompress as decompressZstd } from 'fzstd';
import kafkajs from 'kafkajs';
import SnappyCodec from 'kafkajs-snappy';
import lz4 from 'lz4js';

const { CompressionCodecs, CompressionTypes } = kafkajs;

/** Reads only: Posthorn itself writes uncompressed. */
const readOnly = (name: string, decompress: (bytes: Uint8Array) => Uint8Array) => ({
  compress: () => Promise.reject(new Error(`${name}: Posthorn reads it and never writes it`)),
  decompress: (bytes: Buffer) => Promise.resolve(Buffer.from(decompress(bytes))),
});

const lz4Codec = readOnly('lz4', (bytes) => lz4.decompress(bytes));
const zstdCodec = readOnly('zstd', (bytes) => decompressZstd(bytes));

/** Idempotent. gzip is kafkajs's own. */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.Snappy] = SnappyCodec;
  CompressionCodecs[CompressionTypes.LZ4] = () => lz4Codec;
  CompressionCodecs[CompressionTypes.ZSTD] = () => zstdCodec;
}
