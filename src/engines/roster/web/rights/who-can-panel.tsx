import { Overlay } from '#ui';
import { useState } from 'react';
import { useRightsTexts } from './texts';
import { type Question, QuestionChoice, WhoCanOnThing } from './who-can';

export interface WhoCanPanelProps {
  kind: string;
  id: string;
  title: string;
  onClose: () => void;
}

/** Who can see and change a thing, beside the page that shows it. */
export default function WhoCanPanel({ kind, id, title, onClose }: WhoCanPanelProps) {
  const t = useRightsTexts();
  const [question, setQuestion] = useState<Question>('read');
  return (
    <Overlay title={t('whoTitle', { title })} onClose={onClose} as="drawer">
      <div className="col g16">
        <QuestionChoice value={question} onChange={setQuestion} />
        <WhoCanOnThing kind={kind} id={id} question={question} />
      </div>
    </Overlay>
  );
}
