import { serve, type Route } from '#kernel';
import * as goods from './contract';
import { disinfectGoods, handOutGoods, passOnGoods, signHandout, takeGoods, undoGoodsMove } from './goods';
import { exportGoodsMoves, listGoods, listGoodsMoves } from './listing';

export const goodsRoutes: readonly Route[] = [
  serve(goods.listGoods, (ctx, { params }) => listGoods(ctx, params.id)),
  serve(goods.takeGoods, (ctx, { params, body }) => takeGoods(ctx, params.id, body)),
  serve(goods.handOutGoods, (ctx, { params, body }) => handOutGoods(ctx, params.id, body)),
  serve(goods.signHandout, (ctx, { params }) => signHandout(ctx, params.id)),
  serve(goods.disinfectGoods, (ctx, { params, body }) => disinfectGoods(ctx, params.id, body)),
  serve(goods.undoGoodsMove, (ctx, { params, body }) => undoGoodsMove(ctx, params.id, body.reason)),
  serve(goods.passOnGoods, (ctx, { params, body }) => passOnGoods(ctx, params.id, body)),
  serve(goods.listGoodsMoves, (ctx, { params, query }) => listGoodsMoves(ctx, params.id, query)),
  serve(goods.exportGoodsMoves, (ctx, { params, query }) => exportGoodsMoves(ctx, params.id, query)),
];
