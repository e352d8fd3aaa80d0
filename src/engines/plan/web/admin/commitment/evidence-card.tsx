import { type Evidence, exportEvidence, getCommitment, withdrawEvidence } from '../../../contract';
import { Button, Card, ConfirmDialog, Icon, formatDayShort, useAct, useCan, useLanguage } from '#ui';
import { ExportButton } from '#ui/desktop';
import { useState } from 'react';
import '../../styles/photos.css';
import { addressOfFile, isPhoto } from '../../evidence-files';
import { PhotoViewer, type ViewedPhoto } from '../../photo-viewer';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';

const FIRST_PHOTOS = 4;

/** Photos, files and words that stand behind the promise. What was withdrawn stays readable and counts no more. */
export function EvidenceCard({ page }: { page: CommitmentPage }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const may = useCan();
  const [isWhole, setWhole] = useState(false);
  const [viewed, setViewed] = useState<number | null>(null);
  const [asked, setAsked] = useState<Evidence | null>(null);
  const standing = page.evidence.filter((one) => one.withdrawnAt === null);
  const photos: ViewedPhoto[] = standing.flatMap((one) =>
    one.files
      .filter(isPhoto)
      .map((file) => ({ file, caption: [one.text, formatDayShort(one.day, language)].filter(Boolean).join(' ') })),
  );
  const shown = isWhole ? photos : photos.slice(0, FIRST_PHOTOS);
  const request = { params: { planId: page.planId }, query: { commitmentId: page.row.id } };
  const acts =
    page.evidence.length > 0 ? (
      <>
        {may('plan.evidence.read') ? (
          <ExportButton endpoint={exportEvidence} request={request} size="sm" kind="text" />
        ) : null}
        <Button size="sm" kind="text" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('board.fewer') : t('evidence.all')}
        </Button>
      </>
    ) : null;
  return (
    <Card
      title={t('evidence.title')}
      note={
        photos.length > 0
          ? t('evidence.photos', { count: photos.length })
          : t('commitment.evidenceCount', { count: standing.length })
      }
      acts={acts}
    >
      {page.evidence.length === 0 ? <p className="dim t13">{t('evidence.none')}</p> : null}
      <div className="plan-photos">
        {shown.map((photo, index) => (
          <button
            key={photo.file.id}
            type="button"
            aria-label={t('photo.open', { name: photo.caption || photo.file.name })}
            onClick={() => setViewed(index)}
          >
            <figure>
              <img src={addressOfFile(photo.file)} alt="" loading="lazy" />
              <figcaption className="ell dim" {...planWords}>
                {photo.caption}
              </figcaption>
            </figure>
          </button>
        ))}
      </div>
      {isWhole || photos.length === 0 ? <EvidenceList evidence={page.evidence} onAsk={setAsked} /> : null}
      {viewed === null ? null : <PhotoViewer photos={photos} start={viewed} onClose={() => setViewed(null)} />}
      {asked ? <WithdrawDialog evidence={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}

function EvidenceList({ evidence, onAsk }: { evidence: readonly Evidence[]; onAsk: (one: Evidence) => void }) {
  const t = usePlanTexts();
  const language = useLanguage();
  return (
    <ul className="plan-evidence">
      {evidence.map((one) => (
        <li key={one.id} className={one.withdrawnAt ? 'withdrawn' : undefined}>
          <div className="row t12 dim">
            <span className="sp">
              {formatDayShort(one.day, language)} · <span {...planWords}>{one.byName}</span>
            </span>
            {one.withdrawnAt === null && (one.abilities.canWithdraw ?? false) ? (
              <Button size="sm" kind="text" onClick={() => onAsk(one)}>
                {t('evidence.withdraw')}
              </Button>
            ) : null}
          </div>
          {one.text ? <p {...planWords}>{one.text}</p> : null}
          {one.files
            .filter((file) => !isPhoto(file))
            .map((file) => (
              <a key={file.id} className="row g4 t13" href={addressOfFile(file)} download={file.name}>
                <Icon name="file" size="s" />
                <span {...planWords}>{file.name}</span>
              </a>
            ))}
          {one.withdrawnAt ? (
            <p className="t12">{t('evidence.withdrawn', { reason: one.withdrawnReason ?? '' })}</p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function WithdrawDialog({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const t = usePlanTexts();
  const act = useAct(withdrawEvidence, { changes: [getCommitment], onDone: onClose });
  return (
    <ConfirmDialog
      title={t('evidence.withdraw')}
      confirm={t('evidence.withdraw')}
      asksReason
      isBusy={act.isUnderWay}
      error={act.error}
      onConfirm={(reason) => void act.act({ params: { evidenceId: evidence.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t('evidence.withdrawWhat')}</p>
    </ConfirmDialog>
  );
}
