const USUAL_LONGEST_SIDE = 1_600;
const QUALITY = 0.82;

/** The photo can't be drawn here, so the place where it was taken can't be left out of it: it is not sent. */
export class PhotoUnreadable extends Error {
  constructor() {
    super('The photo could not be drawn.');
    this.name = 'PhotoUnreadable';
  }
}

/** The sides of a picture that fits, or its own where it fits already. */
export function fittingSize(
  width: number,
  height: number,
  longestSide = USUAL_LONGEST_SIDE,
): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Some browsers give photos of phones no type; their names tell. */
export function isPicture(file: Pick<File, 'name' | 'type'>): boolean {
  return file.type.startsWith('image/') || /\.(jpe?g|png|webp|gif|hei[cf]|avif|bmp)$/i.test(file.name);
}

/**
 * Makes a photo small enough for a slow line: at most 1600 px, or as given, and JPEG. It is always drawn anew, also where it is small
 * already: so the place where it was taken and the camera's data never leave the phone. A file that is no picture is
 * sent as it is. Throws `PhotoUnreadable` for a picture that this browser can't draw.
 */
export async function shrinkPhoto(file: File, longestSide?: number): Promise<{ blob: Blob; name: string }> {
  if (!isPicture(file)) return { blob: file, name: file.name };
  const blob = await redrawn(file, longestSide).catch(() => null);
  if (blob === null) throw new PhotoUnreadable();
  return { blob, name: `${file.name.replace(/\.\w+$/, '') || 'photo'}.jpg` };
}

async function redrawn(file: File, longestSide?: number): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fittingSize(picture.width, picture.height, longestSide));
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  // JPEG knows no transparency: what shows through is white paper.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
}
