"""The shape of every record, in one place: what is written here is what subscribers read.

Each record is one UTF-8 JSON object. Offsets count Unicode code points in the clean article's ``text``, end exclusive. Times
are RFC 3339 in UTC, days ISO 8601, countries ISO 3166-1 alpha-3. Fields may be added; none is renamed without a new major
``schema_version``.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError, WithJsonSchema

from pipeline.errors import BadJson, BadSchema

SCHEMA_VERSION = "1.0"


def _utc(value: Any) -> Any:
    """Read a date or time as an aware UTC time; a bare day is its midnight, a time without zone is UTC."""
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        try:
            value = datetime.fromisoformat(text.replace("Z", "+00:00") if text.endswith("Z") else text)
        except ValueError:
            return text  # pydantic says what is wrong with it
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value


def _rfc3339(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


_TIME_SCHEMA = {"type": "string", "format": "date-time"}
Time = Annotated[
    datetime, BeforeValidator(_utc), PlainSerializer(_rfc3339, when_used="json"), WithJsonSchema(_TIME_SCHEMA)
]
MaybeTime = Annotated[
    datetime | None,
    BeforeValidator(_utc),
    PlainSerializer(_rfc3339, when_used="json"),
    WithJsonSchema({"anyOf": [_TIME_SCHEMA, {"type": "null"}]}),
]


class Record(BaseModel):
    """What all records share: unknown fields are ignored, so that a newer minor version still reads."""

    model_config = ConfigDict(extra="ignore", protected_namespaces=(), ser_json_inf_nan="null")

    def to_json(self) -> bytes:
        """This record as UTF-8 JSON bytes (lone surrogates replaced, since UTF-8 has none)."""
        return dump_json(self.model_dump(mode="json"))


R = TypeVar("R", bound=Record)


def dump_json(value: Any) -> bytes:
    """Any JSON value as UTF-8 bytes."""
    try:
        return orjson.dumps(value)
    except TypeError:  # a lone surrogate somewhere inside, or an integer beyond 64 bits
        return orjson.dumps(_portable(value))


def _portable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_portable(str(key)): _portable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_portable(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**64:
        return str(value)
    return value


def load_json(data: bytes | str) -> dict[str, Any]:
    """JSON bytes to an object. Raises BadJson when it is not JSON, not UTF-8, or no object."""
    try:
        value = orjson.loads(data)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise BadJson(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadJson(f"not a JSON object but {type(value).__name__}")
    return value


def read(model: type[R], data: bytes | str | dict[str, Any]) -> R:
    """A record from JSON. Raises BadJson or BadSchema with the field that is wrong."""
    value = data if isinstance(data, dict) else load_json(data)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "record"
        raise BadSchema(f"{where}: {first['msg']}") from error


def stable_id(*parts: object) -> str:
    """A 32-digit hexadecimal id that is always the same for the same parts."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=16).hexdigest()


# --- what a publisher sends, and what cleaning makes of it


class RawArticle(Record):
    """What a publisher sends. One of ``text`` (a paragraph a line) and ``html`` is required."""

    id: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    author: str | None = None
    text: str | None = None
    html: str | None = None
    published_at: MaybeTime = None
    language: str | None = None
    meta: dict[str, Any] | None = None

    @property
    def article_id(self) -> str:
        """The publisher's id, else one from the url, else from source, title and text: the same article, the same id."""
        if self.id:
            return self.id
        if self.url:
            return stable_id("url", self.url)
        return stable_id("text", self.source, self.title, self.text or self.html)


class Category(StrEnum):
    """Why a block was stripped."""

    APPEAL = "appeal"
    NEWSLETTER = "newsletter"
    CREDIT = "credit"
    RELATED = "related"
    SOCIAL = "social"
    PAYWALL = "paywall"
    COOKIE = "cookie"
    COPYRIGHT = "copyright"
    CORRECTION = "correction"
    PHOTO_CAPTION = "photo-caption"
    AUTHOR_BIO = "author-bio"
    COMMENT_PROMPT = "comment-prompt"
    BUTTON = "button"
    DATELINE = "dateline"
    PROMO = "promo"
    NAVIGATION = "navigation"
    REPEATED = "repeated"
    OTHER = "other"


Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Removed(Record):
    """A block or sentence that was stripped, the rule that did it and how sure that is (0..1)."""

    text: str
    category: Category
    rule: str
    confidence: Share


class Span(Record):
    """``text[start:end]`` of the clean article."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


Granularity = Literal[
    "minute", "hour", "day", "week", "month", "quarter", "season", "year", "decade", "duration", "set", "vague"
]
DateAnchor = Literal["published_at", "dateline", "received_at", "explicit"]


class DateMention(Span):
    """A time expression with its TIMEX3 value; the days are null where it has none.

    What happened "between 9 June and 5 August" has both: an ISO 8601 interval for a value, "2026-06-09/2026-08-05".

    ``implied``: no expression names the day. The outlet tells the event as its news, so its report's day is taken, and the
    span is the tensed verb's.
    """

    timex: str
    first_day: date | None = None
    last_day: date | None = None
    granularity: Granularity
    anchor: DateAnchor | None = None
    implied: bool = False


class Dateline(Record):
    """Where the report was filed ("KYIV, May 3 (Reuters) -"), by which agency, and the day where it names one.

    ``text`` is off the body, so the day's own span is empty.
    """

    place: str | None = None
    agency: str | None = None
    date: DateMention | None = None
    text: str


class Credit(Record):
    """Who made the report: "Reporting by X in Y; editing by Z", "AFP contributed reporting."."""

    text: str
    agencies: list[str] = []
    people: list[str] = []
    role: str | None = None


class CleanArticle(Record):
    """The body without boilerplate, paragraphs joined by one newline, and all that was taken off it."""

    schema_version: str = SCHEMA_VERSION
    article_id: str
    url: str | None = None
    source: str | None = None
    title: str | None = None
    author: str | None = None
    published_at: MaybeTime = None
    received_at: Time
    language: str | None = None
    language_confidence: Share = 0.0
    text: str
    dateline: Dateline | None = None
    credits: list[Credit] = []
    removed: list[Removed] = []
    meta: dict[str, Any] | None = None


# --- what is found in the text


PlaceKind = Literal["country", "region", "city", "facility", "natural", "other"]


class PlaceMention(Span):
    """A place, resolved against GeoNames; one that nobody can resolve keeps its text, with nulls."""

    name: str | None = None
    kind: PlaceKind = "other"
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    confidence: Share = 0.0


class Sector(StrEnum):
    """CAMEO's and PLOVER's actor sectors, and UNK."""

    GOV = "GOV"
    MIL = "MIL"
    REB = "REB"
    OPP = "OPP"
    LEG = "LEG"
    JUD = "JUD"
    PTY = "PTY"
    SPY = "SPY"
    UAF = "UAF"
    CRM = "CRM"
    CVL = "CVL"
    REF = "REF"
    LAB = "LAB"
    EDU = "EDU"
    MED = "MED"
    NGO = "NGO"
    IGO = "IGO"
    BUS = "BUS"
    REL = "REL"
    ELI = "ELI"
    UNK = "UNK"


class ActorMention(Span):
    """Somebody who acts or is acted on; ``coref`` is the name that a pronoun or "the city" stands for."""

    name: str
    entity: str | None = None
    country: str | None = None
    sector: Sector = Sector.UNK
    coref: Span | None = None


StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["report", "claim", "denial", "demand", "promise", "question", "opinion"]


class Statement(Record):
    """Who said what: the source is null where nobody is named ("was said to")."""

    statement_id: str
    source: ActorMention | None = None
    cue: Span | None = None
    content: list[Span]
    kind: StatementKind
    medium: str | None = None
    date: DateMention | None = None
    stance: Stance


# --- events

PloverType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
GeneralType = Literal[
    "ANNOUNCE",
    "MOVE",
    "ACCIDENT",
    "DISASTER",
    "DEATH",
    "CRIME",
    "COURT",
    "ELECT",
    "APPOINT",
    "BUSINESS",
    "MARKET",
    "HEALTH",
    "SCIENCE",
    "SPORT",
    "CULTURE",
]
QuadClass = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]


class Action(Span):
    """What was done. ``quad_class`` and ``intensity`` (Goldstein, -10..10) are null outside PLOVER's ontology."""

    lemma: str
    type: PloverType | GeneralType
    mode: str | None = None
    quad_class: QuadClass | None = None
    intensity: float | None = Field(default=None, ge=-10, le=10)
    ontology: Literal["plover", "general"]


class Attribution(Record):
    """Who says that the event happened: the innermost statement that holds it, and further sources in ``chain``."""

    statement_id: str
    source: ActorMention | None = None
    cue: Span | None = None
    kind: StatementKind
    medium: str | None = None
    date: DateMention | None = None
    chain: list[ActorMention] = []


class Range(Record):
    """At least ``min``, at most ``max``; null where the text sets no bound."""

    min: float | None = None
    max: float | None = None


class Magnitude(Record):
    """How many, how much: each null where the text does not say."""

    killed: Range | None = None
    injured: Range | None = None
    missing: Range | None = None
    detained: Range | None = None
    displaced: Range | None = None
    participants: Range | None = None
    amount: Range | None = None
    currency: str | None = None


Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
TimeRelation = Literal["past", "ongoing", "future", "hypothetical"]


class Event(Record):
    """Who did what to whom, where and when, who says so and how surely; every field shows its span."""

    schema_version: str = SCHEMA_VERSION
    event_id: str
    article_id: str
    url: str | None = None
    source: str | None = None
    published_at: MaybeTime = None
    sentence: Span
    action: Action
    actors: list[ActorMention] = []
    recipients: list[ActorMention] = []
    location: PlaceMention | None = None
    date: DateMention | None = None
    attribution: Attribution | None = None
    certainty: Certainty
    polarity: Polarity
    factuality: float = Field(ge=-3.0, le=3.0)
    hedges: list[Span] = []
    time_relation: TimeRelation
    magnitude: Magnitude = Magnitude()
    contexts: list[str] = []
    confidence: Share
    extractor: str

    @staticmethod
    def make_id(article_id: str, action: Span, action_type: str, part: int = 0) -> str:
        """The id is a hash of article, action span and type: the same article always gives the same ids.

        ``part`` counts the events of one trigger and type: "captured A as well as B" is two.
        """
        return stable_id("event", article_id, action.start, action.end, action_type, *([part] if part else []))


class Extraction(Record):
    """All that was found in one article; what ``extract`` writes."""

    article: CleanArticle
    dates: list[DateMention] = []
    places: list[PlaceMention] = []
    statements: list[Statement] = []
    events: list[Event] = []


# --- what the stream adds


class PublishedStatement(Statement):
    """A statement on its topic, with the fields of its article."""

    schema_version: str = SCHEMA_VERSION
    article_id: str
    url: str | None = None
    outlet: str | None = None
    published_at: MaybeTime = None


class Mention(Record):
    """One report of a story; ``copy_of`` names the article whose text it copies."""

    event_id: str
    article_id: str
    source: str | None = None
    published_at: MaybeTime = None
    copy_of: str | None = None


class StoryAction(Record):
    type: PloverType | GeneralType
    mode: str | None = None


class Story(Record):
    """One real-world event, however many articles report it; copies of one agency's text count once."""

    schema_version: str = SCHEMA_VERSION
    story_id: str
    action: StoryAction
    actors: list[ActorMention] = []
    recipients: list[ActorMention] = []
    location: PlaceMention | None = None
    first_day: date | None = None
    last_day: date | None = None
    mentions: list[Mention]
    sources: list[str] = []
    independent_sources: int = Field(ge=0)
    attributed_to: list[str] = []
    certainty: Certainty
    first_seen: Time
    last_seen: Time
    headline: str | None = None


class RunningCount(Record):
    """One running count as one partition of the raw topic sees it: add the partitions up.

    ``bucket`` is "total", a day ("2025-12-01") or an hour ("2025-12-01T14"); ``offset`` is the raw offset applied last,
    ``generation`` orders two values of one offset. Buckets of events and publications without a time are "day-unknown" and
    "hour-unknown".
    """

    schema_version: str = SCHEMA_VERSION
    dimension: str
    value: str
    bucket: str
    partition: int = Field(ge=0)
    count: int
    offset: int
    generation: int = 0


class DeadLetter(Record):
    """A record that could not be used, whole, with the reason; ``dead-letters replay`` sends it again."""

    reason: str
    detail: str
    topic: str
    partition: int
    offset: int
    key: str | None = None
    value_base64: str
    failed_at: Time
    attempts: int = Field(ge=1)
    extractor: str
