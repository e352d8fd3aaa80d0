import { type Evidence, getEvidenceFile } from '../contract';
import { addressOf } from '#ui';

export type EvidenceFile = Evidence['files'][number];

export const isPhoto = (file: EvidenceFile) => file.mediaType.startsWith('image/');
export const addressOfFile = (file: { id: string }) => addressOf(getEvidenceFile, { params: { fileId: file.id } });
