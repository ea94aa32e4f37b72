"""What WhatsApp says when people join or leave, in the languages of its users."""

from __future__ import annotations

import re

from sim.chats.notices import Event, match, pattern

_JOINED, _LEFT = True, False
_SPLIT = re.compile(r",\s+|、|，|\s+(?:and|und|y|e|et|en|和|及)\s+")
_SELVES = frozenset(
    ("you", "du", "dich", "tú", "tu", "te", "você", "vous", "hai", "je", "jij", "你", "您", "u")
)

_EVENTS = (
    # English
    pattern(_JOINED, r"WHO (?:was|were) added(?: by BY)?"),
    pattern(_JOINED, r"WHO joined (?:using|via|through|from) .*"),
    pattern(_JOINED, r"WHO joined(?: the group| this group)?"),
    pattern(_JOINED, r"BY added WHO(?: to the group)?"),
    pattern(_LEFT, r"WHO (?:was|were) removed(?: by BY)?"),
    pattern(_LEFT, r"WHO left(?: the group)?"),
    pattern(_LEFT, r"BY removed WHO(?: from the group)?"),
    # German
    pattern(_JOINED, r"WHO (?:wurdest|wurde|wurden)(?: von BY)? hinzugefügt"),
    pattern(_JOINED, r"BY (?:hat|hast|haben) WHO(?: zur Gruppe)? hinzugefügt"),
    pattern(_JOINED, r"WHO (?:ist|bist|sind) .*beigetreten"),
    pattern(_LEFT, r"WHO (?:hat|hast|haben) die Gruppe verlassen"),
    pattern(_LEFT, r"WHO (?:wurdest|wurde|wurden)(?: von BY)? entfernt"),
    pattern(_LEFT, r"BY (?:hat|hast) WHO(?: aus der Gruppe)? entfernt"),
    # Spanish
    pattern(_JOINED, r"(?:se te (?:añadió|agregó)|te (?:añadieron|agregaron))(?: al grupo)?"),
    pattern(_JOINED, r"(?:se (?:añadió|agregó) a|añadieron a|agregaron a) WHO"),
    pattern(_JOINED, r"te uniste(?: .*)?"),
    pattern(_JOINED, r"WHO se uni(?:ó|eron)(?: .*)?"),
    pattern(_JOINED, r"BY te (?:añadió|agregó|ha añadido)(?: al grupo)?"),
    pattern(_JOINED, r"BY (?:añadió|agregó|ha añadido) a WHO"),
    pattern(_LEFT, r"WHO (?:salió|ha salido|salieron)(?: del grupo)?"),
    pattern(_LEFT, r"saliste(?: del grupo)?"),
    pattern(_LEFT, r"BY (?:eliminó|quitó|sacó|ha eliminado) a WHO"),
    # Portuguese
    pattern(_JOINED, r"WHO (?:foi|foram|fui) (?:adicionad[oa]s?|adicionad[oa]\(a\))(?: por BY)?"),
    pattern(_JOINED, r"WHO (?:entrou|entraram) (?:usando|no grupo|neste grupo|através|a partir).*"),
    pattern(_JOINED, r"WHO (?:entrou|entraram)"),
    pattern(_JOINED, r"BY (?:adicionou|adicionaram) WHO"),
    pattern(_LEFT, r"WHO (?:saiu|saíram)(?: do grupo)?"),
    pattern(_LEFT, r"WHO (?:foi|foram) removid[oa]s?(?:\(a\))?(?: por BY)?"),
    pattern(_LEFT, r"BY (?:removeu|removeram) WHO"),
    # French
    pattern(_JOINED, r"BY vous a ajouté(?:\(?e?\)?)?(?: au groupe)?"),
    pattern(_JOINED, r"BY (?:a|avez) ajouté WHO"),
    pattern(_JOINED, r"WHO (?:a|avez) rejoint .*"),
    pattern(_LEFT, r"WHO (?:est parti(?:\(?e\)?)?|a quitté(?: le groupe)?)"),
    pattern(_LEFT, r"BY (?:a|avez) (?:retiré|supprimé|exclu) WHO"),
    # Italian
    pattern(_JOINED, r"BY (?:ha|hai) aggiunto WHO"),
    pattern(_JOINED, r"WHO (?:è entrat[oa]|è entrato/a|si è unit[oa]).*"),
    pattern(_LEFT, r"WHO (?:ha abbandonato|è uscit[oa])(?: .*)?"),
    pattern(_LEFT, r"BY (?:ha|hai) rimosso WHO"),
    # Chinese, simplified and traditional
    pattern(
        _JOINED,
        r"WHO\s?(?:已)?(?:通过|使用|透過|经由|經由).{0,40}(?:链接|連結).{0,10}(?:加入|进群|加入了).{0,8}",
    ),
    pattern(
        _JOINED,
        r"(?:WHO\s?)(?:已)?(?:被\s?BY\s?)?(?:加入了?|进入了?)(?:此|该|本|這個|这个)?(?:群组|群組|群聊|群)",
    ),
    pattern(_JOINED, r"BY\s?(?:已)?将\s?WHO\s?(?:添加|加入)(?:到|至|了)?.{0,8}"),
    pattern(_JOINED, r"BY\s?(?:已)?(?:添加了?|新增了?|加入了)\s?WHO"),
    pattern(_LEFT, r"WHO\s?(?:已)?(?:离开了?|離開了?|退出了?)(?:此|该|本|這個|这个)?(?:群组|群組|群聊|群)?"),
    pattern(_LEFT, r"BY\s?(?:已)?[将將]\s?WHO\s?(?:移除|移出).{0,8}"),
    pattern(_LEFT, r"BY\s?(?:已)?(?:移除了?|移出了?)\s?WHO"),
)
_HINT = re.compile(
    r"add|join|left|remov|hinzu|beigetreten|verlassen|entfernt|añad|agreg|un[ií]|sali|eliminó|quit|sacó"
    r"|adicion|entr|saiu|sa[ií]ram|ajout|rejoint|parti|retir|supprim|exclu|aggiunt|uscit|abbandon|rimosso"
    r"|加入|添加|新增|离开|離開|退出|移除|移出|进群|进入",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"end-to-end|ende-zu-ende|extremo a extremo|ponta a ponta|bout en bout|end-to-end|端到端|点对点|端對端"
    r"|created (?:this )?group|gruppe .*erstellt|cre(?:ó|aste) (?:el|este) grupo|criou (?:o|este) grupo"
    r"|a créé (?:le|ce) groupe|ha creato il gruppo|创建了|建立了|changed (?:the|this) (?:subject|group|chat)"
    r"|changed their phone number|security code|Sicherheitsnummer|código de segur|安全代码|安全碼",
    re.IGNORECASE,
)


def noticed(sentence: str) -> Event | None:
    """Return who joined or left by a notice; None if it is about something else."""
    if not _HINT.search(sentence) or _NOTICE.search(sentence):
        return None
    return match(sentence, _EVENTS, _SPLIT, _SELVES)


def is_notice(sentence: str) -> bool:
    """Whether a sentence is one of the app's own about something else: encryption, a new subject."""
    return _NOTICE.search(sentence) is not None
