import type {DevelopedPhoto} from "./develop-photo.ts";

/** What stands in a page for a photo. */
export interface ShownPhoto {
  /** Inside the page. */
  readonly inline: DevelopedPhoto;
  /** A file beside the page for large screens, its address relative to the page. */
  readonly beside?: {readonly address: string; readonly width: number} | undefined;
}

/** The page's column is at most this wide on a screen; a phone gives it the whole width. */
const shownWidths = "(min-width: 48rem) 46rem, 100vw";

/**
 * Puts developed photos into a page for the `photo:` names that the article left there. A larger file beside the page
 * is shown over the inline picture: when the page travels alone and the file is missing, the picture below is seen.
 * HTML has no other way to fall back without a script, for a picture of a srcset that is not found shows as broken.
 */
export function showPhotos(bodyHtml: string, photos: ReadonlyMap<string, ShownPhoto>): string {
  return bodyHtml.replace(/<img\b[^>]*?\bsrc="photo:([0-9a-f]{16}-[1-6])"[^>]*>/g, (tag, key: string) => {
    const photo = photos.get(key);
    if (!photo) return tag;
    const {inline, beside} = photo;
    const image = tag.replace(
      `photo:${key}`,
      () => `data:${inline.mediaType};base64,${Buffer.from(inline.bytes).toString("base64")}`,
    );
    if (!beside) return image;
    const clear = `data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='${inline.width}'%20height='${inline.height}'/%3E`;
    const candidates = `${clear} ${inline.width}w, ${beside.address} ${beside.width}w`;
    return `${image}\n<img class="large-photo" alt="" src="${clear}" srcset="${candidates}" sizes="${shownWidths}" width="${inline.width}" height="${inline.height}">`;
  });
}
