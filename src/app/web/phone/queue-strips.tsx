import { QueueStrips } from '#ui/phone';

/** A file of its own, so that the first page doesn't carry the queue. */
export default function Strips() {
  return <QueueStrips />;
}
