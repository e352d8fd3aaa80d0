import { type CohortNaming, type showCohort } from '../../contract';
import type { EndpointResponse } from '#kernel/contract';
import { Card, formatMoment, useLanguage } from '#ui';
import { Table } from '#ui/desktop';
import { Sentences } from './cohorts-page';
import { useCohortTexts } from './texts';

type Version = EndpointResponse<typeof showCohort>['versions'][number];

/** What the cohort asked before; figures name the version that they were counted by. */
export function VersionList({ versions, naming }: { versions: readonly Version[]; naming: CohortNaming }) {
  const t = useCohortTexts();
  const language = useLanguage();
  const saved = ({ savedAt, savedBy }: Version) =>
    savedAt === null ? t('shipped') : t('savedBy', { name: savedBy ?? '', at: formatMoment(savedAt, language) });
  return (
    <Card flush>
      <div className="co-list">
        <Table
          label={t('versions')}
          keyOf={(version) => version.id}
          rows={versions}
          columns={[
            {
              key: 'number',
              label: t('versions'),
              cell: (version) => (
                <>
                  {version.name}
                  <br />
                  <span className="dim t12">
                    {t('version', { number: version.number })} · {saved(version)}
                  </span>
                </>
              ),
            },
            { key: 'asks', label: t('asks'), cell: (version) => <Sentences row={version} naming={naming} /> },
          ]}
        />
      </div>
    </Card>
  );
}
