import { serve, type Route } from '#kernel';
import * as contract from './contract';
import { getVoucherDesk } from './desk';
import * as files from './files';
import * as steps from './steps';
import * as vouchers from './vouchers';

export const voucherRoutes: readonly Route[] = [
  serve(contract.listVouchers, vouchers.listVouchers),
  serve(contract.exportVouchers, vouchers.exportVouchers),
  serve(contract.showVoucher, (ctx, { params }) => vouchers.showVoucher(ctx, params.id)),
  serve(contract.getVoucherDesk, getVoucherDesk),
  serve(contract.draftVoucher, vouchers.draftVoucher),
  serve(contract.saveVoucher, vouchers.saveVoucher),
  serve(contract.submitVoucher, steps.submitVoucher),
  serve(contract.returnVoucher, steps.returnVoucher),
  serve(contract.reviewVoucher, steps.reviewVoucher),
  serve(contract.payVoucher, steps.payVoucher),
  serve(contract.postVoucher, steps.postVoucher),
  serve(contract.dropVoucher, steps.dropVoucher),
  serve(contract.takeVoucherBack, steps.takeVoucherBack),
  serve(contract.addVoucherFile, files.addVoucherFile),
  serve(contract.getVoucherFile, files.getVoucherFile),
  serve(contract.removeVoucherFile, files.removeVoucherFile),
];
