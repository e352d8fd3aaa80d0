import { Button, ButtonLink, ErrorState, Skeleton, formatDay, useCan, useLanguage, useScope, useSearch } from '#ui';
import { type Column, ListPage, PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type AssetRow, exportAssets, listAssets } from '../../assets/contract';
import { assetClasses, assetStates } from '../../assets/terms';
import { AssetDialog } from './asset-dialog';
import { CheckCards } from './check-cards';
import { NoBook, Sections, StateTag, Sum, useAssetBook, useLabel } from './pieces';
import { useAssetTerms, useAssetTexts } from './texts';

function useColumns(): readonly Column<AssetRow>[] {
  const terms = useAssetTerms();
  const language = useLanguage();
  const label = useLabel();
  const name = (key: string) => terms(`columns.${key as 'name'}`);
  return [
    {
      ...{ key: 'name', label: name('name') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.name}</span>
          <span className="dim t12">{row.specification}</span>
        </span>
      ),
    },
    { key: 'number', label: name('number'), cell: (row) => <span className="nw">{label(row.number)}</span> },
    { key: 'class', label: name('class'), cell: (row) => terms(`classes.${row.class}`) },
    { key: 'formerNumber', label: name('formerNumber'), cell: (row) => row.formerNumber, isExtra: true },
    {
      ...{ key: 'boughtOn', label: name('boughtOn') },
      cell: (row) => <span className="nw">{formatDay(row.boughtOn, language)}</span>,
    },
    { key: 'cost', label: name('cost'), isNumber: true, cell: (row) => <Sum fen={row.cost} /> },
    { key: 'writtenDown', label: name('writtenDown'), isNumber: true, cell: (row) => <Sum fen={row.writtenDown} /> },
    { key: 'net', label: name('net'), isNumber: true, cell: (row) => <Sum fen={row.net} /> },
    {
      ...{ key: 'unit', label: name('unit') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.unit.name}</span>
          <span className="dim t12">{row.keeper.name ?? '—'}</span>
        </span>
      ),
    },
    { key: 'state', label: name('state'), cell: (row) => <StateTag asset={row} bare /> },
  ];
}

function Acts({ bookId, onAdd }: { bookId: string; onAdd: () => void }) {
  const t = useAssetTexts();
  const may = useCan();
  return (
    <>
      <ButtonLink to={`/finance/assets/labels?book=${bookId}`}>{t('labels')}</ButtonLink>
      {may('finance.asset.write') ? (
        <>
          <ButtonLink to={`/finance/assets/import?book=${bookId}`}>{t('import')}</ButtonLink>
          <Button kind="main" icon="plus" onClick={onAdd}>
            {t('add')}
          </Button>
        </>
      ) : null}
    </>
  );
}

/** The cards of a book, in the order of their numbers, with the check beside its accounts. */
export default function AssetsPage() {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const columns = useColumns();
  const chosen = useAssetBook();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const [isAdding, setAdding] = useState(search.act === 'new');
  const { book } = chosen;
  if (book === undefined)
    return (
      <>
        <PageHead title={terms('title')} />
        {chosen.isLoading ? (
          <Skeleton lines={8} />
        ) : chosen.error ? (
          <ErrorState error={chosen.error} onRetry={chosen.again} />
        ) : (
          <NoBook />
        )}
      </>
    );
  const close = (): void => {
    setAdding(false);
    change({ act: null });
  };
  return (
    <>
      <ListPage
        head={{ title: terms('title'), acts: <Acts bookId={book.id} onAdd={() => setAdding(true)} /> }}
        endpoint={listAssets}
        request={{ query: { bookId: book.id, ...(unitId ? { unitId } : {}) } }}
        exports={exportAssets}
        filters={[
          { name: 'search', label: t('search'), kind: 'words' },
          {
            ...{ name: 'state', label: terms('columns.state'), kind: 'tabs' },
            options: assetStates.map((one) => ({ value: one, label: terms(`states.${one}`) })),
          },
          {
            ...{ name: 'class', label: terms('columns.class'), kind: 'select' },
            options: assetClasses.map((one) => ({ value: one, label: terms(`classes.${one}`) })),
          },
        ]}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => `/finance/assets/${row.id}`}
        above={
          <>
            <Sections here="cards" chosen={chosen} />
            <CheckCards bookId={book.id} />
          </>
        }
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {isAdding ? <AssetDialog bookId={book.id} onClose={close} /> : null}
    </>
  );
}
