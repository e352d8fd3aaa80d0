import type { EndpointResponse } from '#kernel/contract';
import type { previewMerge } from '../../contract';

/** The two records side by side with all that would follow. */
export type MergePreview = EndpointResponse<typeof previewMerge>;
