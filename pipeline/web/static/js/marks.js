// Marked spans in a sentence. Offsets count code points of the article's text; the sentence's own start is their base.

const RANK = ["hedge", "cue", "date", "place", "recipient", "actor", "action"]; // of two on one spot the later is shown
export const TAGS = { action: "action", actor: "actor", recipient: "recipient", place: "place", date: "date", cue: "says so", hedge: "doubt" };

// [{role, start, end}] of an event, in the article's offsets.
export function roles(event) {
  const found = [];
  const take = (role, span) => span && found.push({ role, start: span.start, end: span.end });
  take("action", event.action);
  for (const actor of event.actors ?? []) take("actor", actor);
  for (const recipient of event.recipients ?? []) take("recipient", recipient);
  take("place", event.location);
  take("date", event.date);
  take("cue", event.attribution?.cue);
  take("cue", event.attribution?.source);
  for (const hedge of event.hedges ?? []) take("hedge", hedge);
  return found;
}

// The sentence as [{text, role|null}], in order, whole: joined again it is the sentence.
export function segments(sentence, spans) {
  const points = Array.from(sentence.text); // code points, not UTF-16 units
  const owner = new Array(points.length).fill(null);
  for (const role of RANK) {
    for (const span of spans) {
      if (span.role !== role) continue;
      const from = Math.max(0, span.start - sentence.start);
      const to = Math.min(points.length, span.end - sentence.start);
      for (let index = from; index < to; index += 1) owner[index] = span;
    }
  }
  const found = [];
  points.forEach((point, index) => {
    const last = found.at(-1);
    if (last && last.owner === owner[index]) last.text += point;
    else found.push({ text: point, owner: owner[index] });
  });
  return found.map(({ text, owner: span }) => ({ text, role: span?.role ?? null }));
}
