import { serve, type Route } from '#kernel';
import { checkGoods, listGoodsEntries, tieGoods } from './check';
import * as contract from './contract';
import { countGoods, decideGoodsCount } from './counts';
import * as goods from './goods';
import * as moves from './moves';

export const goodsRoutes: readonly Route[] = [
  serve(contract.listGoods, goods.listGoods),
  serve(contract.exportGoods, goods.exportGoods),
  serve(contract.addGoods, goods.addGoods),
  serve(contract.showGoods, (ctx, { params }) => goods.showGoods(ctx, params.id)),
  serve(contract.listGoodsMoves, goods.listGoodsMoves),
  serve(contract.exportGoodsMoves, goods.exportGoodsMoves),
  serve(contract.receiveGoods, moves.receiveGoods),
  serve(contract.issueGoods, moves.issueGoods),
  serve(contract.showGoodsIssue, (ctx, { params }) => moves.showGoodsIssue(ctx, params.id)),
  serve(contract.signGoods, moves.signGoods),
  serve(contract.returnGoods, moves.returnGoods),
  serve(contract.tieGoods, tieGoods),
  serve(contract.countGoods, countGoods),
  serve(contract.decideGoodsCount, decideGoodsCount),
  serve(contract.checkGoods, (ctx, { params }) => checkGoods(ctx, params.id)),
  serve(contract.listGoodsEntries, listGoodsEntries),
];
