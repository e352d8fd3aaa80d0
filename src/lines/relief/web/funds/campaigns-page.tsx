import {
  Button,
  ToneTag,
  formatMoney,
  formatNumber,
  formatWindow,
  useCall,
  useLanguage,
  useScope,
  useSearch,
} from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type CampaignRow, listCampaigns } from '../../campaigns/contract';
import { OpenDialog } from './open-dialog';
import { useFundTexts } from './texts';

export function StateTag({ isClosed }: { isClosed: boolean }) {
  const t = useFundTexts();
  return <ToneTag tone={isClosed ? 'none' : 'kept'}>{t(`pages.campaigns.${isClosed ? 'closed' : 'running'}`)}</ToneTag>;
}

/** Donation campaigns with what came in, was handed over and is left. */
export default function CampaignsPage() {
  const t = useFundTexts();
  const language = useLanguage();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const request = unitId ? { query: { unitId } } : {};
  const { data } = useCall(listCampaigns, { query: { limit: 1, ...request.query } });
  const money = (key: 'received' | 'handedOver' | 'left'): Column<CampaignRow> => ({
    ...{ key, label: t(`columns.${key}`), isNumber: true, cell: (row) => formatMoney(row.sums[key]) },
  });
  const columns: readonly Column<CampaignRow>[] = [
    { key: 'title', label: t('columns.campaign'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
    { key: 'unit', label: t('columns.unit'), cell: (row) => row.unit.name },
    { key: 'days', label: t('columns.days'), cell: (row) => formatWindow(row.opensOn, row.closesOn, language) },
    { key: 'count', label: t('columns.count'), isNumber: true, cell: (row) => formatNumber(row.sums.gifts) },
    money('received'),
    money('handedOver'),
    money('left'),
    { key: 'state', label: t('columns.state'), cell: (row) => <StateTag isClosed={row.isClosed} /> },
  ];
  return (
    <>
      <ListPage
        head={{
          title: t('titles.campaigns'),
          note: t('note.campaigns'),
          acts: data?.abilities.open ? (
            <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
              {t('pages.campaigns.open')}
            </Button>
          ) : null,
        }}
        endpoint={listCampaigns}
        request={request}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => `/relief/campaigns/${row.id}`}
        empty={{ title: t('pages.campaigns.none'), text: t('pages.campaigns.noneAdvice') }}
      />
      {data?.abilities.open && search.act === 'new' ? <OpenDialog onClose={() => change({ act: null })} /> : null}
    </>
  );
}
