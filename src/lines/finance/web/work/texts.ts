import { textsOf } from '#ui';
import type chinese from '../../work/locale/zh-CN.json';

export const useWorkTexts = textsOf<(typeof chinese)['work']>('deskwork');
