import {createRequire} from "node:module";

/**
 * The part of libheif's binding that is used here. Its classes above it (HeifDecoder) print to the console when a file is
 * damaged, and fail where nobody can catch it.
 */
interface Libheif {
  heif_context_alloc(): Handle;
  heif_context_read_from_memory(context: Handle, bytes: Uint8Array): Failure;
  heif_context_free(context: Handle): void;
  heif_js_context_get_primary_image_handle(context: Handle): Handle | Failure;
  heif_image_handle_get_width(image: Handle): number;
  heif_image_handle_get_height(image: Handle): number;
  heif_image_handle_release(image: Handle): void;
  heif_js_decode_image2(image: Handle, colorspace: unknown, chroma: unknown): Decoded | Failure;
  heif_image_release(image: Handle): void;
  readonly heif_error_code: {readonly heif_error_Ok: unknown};
  readonly heif_colorspace: {readonly heif_colorspace_RGB: unknown};
  readonly heif_chroma: {readonly heif_chroma_interleaved_RGBA: unknown};
}

/** Something of libheif's, without a look inside. */
type Handle = Readonly<Record<never, never>>;

interface Failure {
  readonly code: unknown;
  readonly message: string;
}

interface Decoded {
  readonly image: Handle;
  readonly channels: readonly {
    readonly width: number;
    readonly height: number;
    /** Bytes from one row to the next. */
    readonly stride: number;
    readonly data: Uint8Array;
  }[];
}

/** Pixels, four bytes each. */
export interface RgbaPicture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The size of a phone's HEIC photo, in pixels as seen; undefined when it cannot be read. */
export function measureHeic(bytes: Uint8Array): {width: number; height: number} | undefined {
  try {
    return withImage(bytes, (libheif, image) => ({
      width: libheif.heif_image_handle_get_width(image),
      height: libheif.heif_image_handle_get_height(image),
    }));
  } catch {
    return undefined;
  }
}

/** The pixels of a HEIC photo, cropped and turned as they are to be seen. Throws when it is damaged. */
export function decodeHeic(bytes: Uint8Array): RgbaPicture {
  return withImage(bytes, (libheif, image) => {
    const {heif_colorspace_RGB: rgb} = libheif.heif_colorspace;
    const {heif_chroma_interleaved_RGBA: rgba} = libheif.heif_chroma;
    const decoded = succeeded(libheif.heif_js_decode_image2(image, rgb, rgba));
    try {
      const [pixels] = decoded.channels;
      if (!pixels) throw new Error("The HEIC file has no colours.");
      const {width, height, stride} = pixels;
      const data = new Uint8Array(width * height * 4);
      for (let row = 0; row < height; row++) {
        data.set(pixels.data.subarray(row * stride, row * stride + width * 4), row * width * 4);
      }
      return {data, width, height};
    } finally {
      libheif.heif_image_release(decoded.image);
    }
  });
}

function withImage<T>(bytes: Uint8Array, work: (libheif: Libheif, image: Handle) => T): T {
  const libheif = openLibheif();
  const context = libheif.heif_context_alloc();
  try {
    const {code, message} = libheif.heif_context_read_from_memory(context, bytes);
    if (code !== libheif.heif_error_code.heif_error_Ok) throw new Error(message);
    const image = succeeded(libheif.heif_js_context_get_primary_image_handle(context));
    try {
      return work(libheif, image);
    } finally {
      libheif.heif_image_handle_release(image);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

/** libheif gives what was asked for, or an error in its place. */
function succeeded<T extends object>(result: T | Failure): T {
  if ("code" in result) throw new Error((result as Failure).message);
  return result;
}

let opened: Libheif | undefined;

/** Loaded when the first HEIC file is met: WebAssembly inside the module, ready in 80 ms. */
function openLibheif(): Libheif {
  opened ??= createRequire(import.meta.url)("libheif-js/wasm-bundle") as Libheif;
  return opened;
}
