import { Button, Card, ErrorState, Note, QrCode, Skeleton, usePublicAddress, useRows, useScope, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import { type AssetRow, listAssets } from '../../assets/contract';
import { useAssetBook, useLabel } from './pieces';
import { useAssetTerms, useAssetTexts } from './texts';

function Face({ asset, address }: { asset: AssetRow; address: string }) {
  const t = useAssetTexts();
  const label = useLabel();
  return (
    <li className="fa-label">
      <div lang="zh-CN">
        <p className="fa-label-name">{asset.name}</p>
        <p className="fa-label-number">{label(asset.number)}</p>
        <p>{asset.unit.name}</p>
        <p>{asset.keeper.name}</p>
      </div>
      <QrCode words={`${address}/finance/assets/${asset.id}`} label={t('card.openCard')} />
    </li>
  );
}

/** Labels to be stuck on the things, 21 to a page of A4; the browser's own print makes paper of them. */
export default function LabelsPage() {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const [search] = useSearch();
  const { unitId } = useScope();
  const { address, isOnlyHere } = usePublicAddress();
  const { book } = useAssetBook();
  const query = { limit: 200, ...(unitId ? { unitId } : {}), ...(book ? { bookId: book.id } : {}) };
  const list = useRows(listAssets, { query });
  const rows = list.rows.filter((one) => one.state !== 'scrapped' && (!search.only || one.id === search.only));
  return (
    <>
      <PageHead
        title={t('label.title')}
        crumbs={[{ label: terms('title'), to: '/finance/assets' }]}
        acts={
          <Button kind="main" icon="print" onClick={() => print()}>
            {t('label.print')}
          </Button>
        }
      />
      <Card>
        <div className="col g12">
          <p className="dim">{t('label.note')}</p>
          {isOnlyHere ? <Note kind="warn">{t('label.onlyHere')}</Note> : null}
        </div>
      </Card>
      {list.error ? (
        <ErrorState error={list.error} onRetry={list.again} />
      ) : list.isLoading ? (
        <Skeleton lines={8} />
      ) : (
        <ul className="fa-labels">
          {rows.map((asset) => (
            <Face key={asset.id} asset={asset} address={address} />
          ))}
        </ul>
      )}
      {list.hasMore ? (
        <Button isBusy={list.isLoadingMore} onClick={list.more}>
          {t('label.more')}
        </Button>
      ) : null}
    </>
  );
}
