import { listOwnReaders } from '../../contract';
import { Card, useRows } from '#ui';
import { PhoneHead } from '#ui/phone';
import { ReaderRows } from './reader-rows';
import { useDossierTexts } from './texts';

/** Everybody may know who has opened the own file. */
export default function OwnReadersPage() {
  const t = useDossierTexts();
  const list = useRows(listOwnReaders, { query: { limit: 30 } });
  return (
    <>
      <PhoneHead title={t('readers.own')} back="/me" />
      <div className="pbody">
        <p className="dim t14">{t('readers.ownNote')}</p>
        <Card>
          <ReaderRows rows={list.rows} list={list} />
        </Card>
      </div>
    </>
  );
}
