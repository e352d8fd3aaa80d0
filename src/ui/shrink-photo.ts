const LONGEST_SIDE = 1_600;
const QUALITY = 0.82;

/** The sides of a picture that fits, or its own where it fits already. */
export function fittingSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Makes a photo small enough for a slow line: at most 1600 px and JPEG. Place and camera data are lost with it, as they
 * should be. What the browser can't draw is sent as it is; the server decides.
 */
export async function shrinkPhoto(file: File): Promise<{ blob: Blob; name: string }> {
  const kept = { blob: file as Blob, name: file.name };
  if (!file.type.startsWith('image/')) return kept;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const { width, height } = fittingSize(picture.width, picture.height);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext('2d');
    if (!pen) return kept;
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, width, height);
    pen.drawImage(picture, 0, 0, width, height);
    picture.close();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (!blob || (blob.size >= file.size && file.type === 'image/jpeg')) return kept;
    return { blob, name: `${file.name.replace(/\.\w+$/, '') || 'photo'}.jpg` };
  } catch {
    return kept;
  }
}
