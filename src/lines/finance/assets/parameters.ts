import type { Parameter } from '#kernel';
import { assetLivesShape, assetWriteDownShape, type AssetLives, type AssetWriteDown } from './contract';

const source = '参照《政府会计准则第3号——固定资产》应用指南；工会无统一年限，请改成本单位的规定';

export const assetLives: Parameter<AssetLives> = {
  shape: assetLivesShape,
  seed: {
    value: {
      ...{ buildings: 600, vehicles: 96, computers: 72, office: 72, electrical: 60 },
      ...{ culture: 60, machines: 120, furniture: 180, books: 0, other: 60 },
    },
    ...{ validFrom: '1949-10-01', level: 'product', source, confidence: 'K-M' },
  },
};

export const assetWriteDown: Parameter<AssetWriteDown> = {
  shape: assetWriteDownShape,
  seed: {
    value: { residualPercent: 0, monthsAfter: 0 },
    ...{ validFrom: '1949-10-01', level: 'product', confidence: 'K-M' },
    source: '《工会会计制度》财会〔2021〕7号：按月计提、不考虑净残值的通行做法，请按本单位的规定核对',
  },
};
