// Registers the codecs that kafkajs lacks: without them one snappy, lz4 or zstd batch kills a consumer for good.
import { decompress as decompressZstd } from 'fzstd';
import kafkajs from 'kafkajs';
import SnappyCodec from 'kafkajs-snappy';
import lz4 from 'lz4js';

const { CompressionCodecs, CompressionTypes } = kafkajs;

interface Encoder {
  readonly buffer: Buffer;
}

const lz4Codec = {
  compress: (encoder: Encoder) => Promise.resolve(Buffer.from(lz4.compress(encoder.buffer))),
  decompress: (bytes: Buffer) => Promise.resolve(Buffer.from(lz4.decompress(bytes))),
};

/** Reads only: Posthorn never writes zstd. */
const zstdCodec = {
  compress: () => Promise.reject(new Error('zstd: Posthorn reads it and never writes it')),
  decompress: (bytes: Buffer) => Promise.resolve(Buffer.from(decompressZstd(bytes))),
};

/** Idempotent. gzip is kafkajs's own. */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.Snappy] = SnappyCodec;
  CompressionCodecs[CompressionTypes.LZ4] = () => lz4Codec;
  CompressionCodecs[CompressionTypes.ZSTD] = () => zstdCodec;
}
