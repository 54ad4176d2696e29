"""Made-up words: from a seed to a title or to paragraphs, the same on every machine."""

from random import Random

WORDS_A_PARAGRAPH = 50

VOCABULARY = (
    *("activation", "answer", "berth", "builder", "call", "churn", "contract", "customer", "day"),
    *("deploy", "engineer", "evening", "guest", "habit", "harbour", "invoice", "jetty", "launch"),
    *("market", "minute", "month", "offer", "order", "partner", "phone", "plan", "price", "report"),
    *("review", "season", "share", "signal", "story", "support", "team", "trial", "visit", "week"),
)


def title(seed: int, words: int = 6) -> str:
    """A title that no other seed below ten thousand is likely to have."""
    return " ".join(Random(seed).sample(VOCABULARY, words)).capitalize()


def paragraphs(seed: int, count: int = 3) -> str:
    """Some 50 words to a paragraph, one of them bold and one a link to elsewhere."""
    random = Random(seed)
    return "\n\n".join(_paragraph(random, seed) for _ in range(count))


def _paragraph(random: Random, seed: int) -> str:
    words = random.choices(VOCABULARY, k=WORDS_A_PARAGRAPH)
    words[10] = f"**{words[10]}**"
    words[20] = f"[{words[20]}](https://example.com/{seed})"
    return " ".join(words).capitalize() + "."
