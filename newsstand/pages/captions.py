"""Captions of pictures and credits of photographers: lines among a story's paragraphs that are none of it. Pure."""

import re

from newsstand.pages.document import Document

AGENCIES = (
    "AAP", "AFP", "Alamy", "Anadolu", "ANI", "ANSA", "ANP", "AP", "Associated Press", "Bloomberg", "Corbis",
    "DPA", "EFE", "EPA", "EPA-EFE", "Getty", "Imago", "iStock", "Kyodo", "Magnum", "NurPhoto", "PA",
    "Picture Alliance", "PTI", "Redux", "Reuters", "Ritzau", "Scanpix", "Shutterstock", "SIPA", "TASS",
    "TT", "UPI", "Unsplash", "VCG", "Xinhua", "Yonhap", "ZUMA Press",
)  # fmt: skip
"""Who sells pictures to newspapers, as credits name them."""
LIBRARIES = ("Alamy", "Corbis", "Getty", "Imago", "iStock", "NurPhoto", "Redux", "Scanpix", "Shutterstock", "Unsplash")
"""Those who sell nothing else: their name alone is a credit, while a story may be by Reuters."""
PICTURE = (
    "photo", "photos", "photograph", "photographs", "picture", "pictures", "pic", "pics", "image", "images",
    "credit", "photo credit", "image credit", "picture credit", "courtesy", "photo courtesy", "picture courtesy",
    "image courtesy", "illustration", "illustrations", "graphic",
    "file photo", "caption", "foto", "fotos", "bild", "bilder", "crédit photo", "crédit", "crédito",
    "créditos", "imagen", "imágenes", "imagem", "imagens", "immagine", "beeld", "kuva", "zdjęcie", "fotoğraf", "фото",
    "fotografía", "fotografías", "fotografia", "fotografie", "photographie", "photographies", "valokuva", "billede",
    "bildnachweis", "ilustración", "ilustração", "illustrazione", "illustratie", "ilustracja", "gambar", "ảnh", "ภาพ",
    "φωτογραφία", "صورة", "फोटो", "写真", "图片", "照片", "圖片", "사진",
)  # fmt: skip
"""What stands before the colon of a credit, by the languages of newsstands."""
LONGEST_CREDIT = 120
LONGEST_CAPTION = 400
"""Characters. Longer lines are text, whatever they end with."""

NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
AGENCY = rf"(?:{NAMES})(?:\s+(?:images|photos?|pictures|file|news agency))*"
"""An agency, and what may follow its name."""
OTHER_NAME = r"[^\W\d_][\w.'’ -]{0,40}"
PERSON = r"(?-i:[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3})"
"""Two to four words with capitals, or in a script without."""
WORDED = (
    rf"(?:(?-i:[A-Z]+) )?(?:{'|'.join(PICTURE)})\s?[:：]\s?[^:：()]+?"
    r"|(?:photo|photograph|photography|picture|image|illustration)s? (?:by|courtesy of) [^.!?()]+"
    r"|(?:file|archive|stock|representative|representational) (?:photo|photograph|picture|pic|image)"
    rf"|(?:{OTHER_NAME}\s?[/|]\s?)?{AGENCY}(?:\s?(?:/|via)\s?{AGENCY})+"
    rf"|{AGENCY}/{OTHER_NAME}"
    rf"|(?:{OTHER_NAME}\s?[/|]\s?)?(?:{NAMES})\s+(?:images|photos?|pictures)|{'|'.join(LIBRARIES)}"
)
"""What is a credit alone, in brackets, and in brackets behind a caption: "PHOTO: REUTERS", "Tom Ash/AFP via Getty"."""
CREDIT = re.compile(
    rf"{WORDED}|[(（](?:{WORDED})[)）]"
    rf"|(?:(?-i:[A-Z]+) )?(?:{'|'.join(PICTURE)})\s?[:：|/=]\s?[^:：]+?"
    r"|courtesy of [^.!?,]{1,60}"
    rf"|\((?:{OTHER_NAME}\s?[/|]\s?)?{AGENCY}(?:\s?(?:/|via|,|&)\s?{AGENCY})*\)"
    rf"|©\s?(?:{PERSON}|(?:{OTHER_NAME}\s?[/|]\s?)?{AGENCY}(?:\s?(?:/|via)\s?{AGENCY})*)",
    re.I,
)
"""All of a line. An agency's name alone is one in brackets, and two with a stroke are."""
ENDS_IN_CREDIT = re.compile(
    rf"(?:[.!?”\"]\s*|\s)[(（](?:{WORDED})[)）]|[.!?”\"]\s*(?:photo|picture|image)s?\s?[:：]\s?[^.:]+", re.I
)
"""The end of a caption that names the photographer: a paragraph ends with the name of an agency alone."""
SIGNS = (":", "：", "|", "(", "/", "©", "=", "photo", "image", "pic", "illustration", "courtesy of",
         *map(str.lower, LIBRARIES))  # fmt: skip
"""One of these stands in every credit, in lower case: most lines are known by it to hold none."""


def is_caption(line: str) -> bool:
    """Whether a line is a picture's credit, or a caption that ends with one."""
    if len(line) <= LONGEST_CREDIT:
        lower = line.lower()
        if any(map(lower.__contains__, SIGNS)) and CREDIT.fullmatch(line):
            return True
    if len(line) > LONGEST_CAPTION or not (line.endswith((")", "）")) or ":" in line or "：" in line):
        return False  # at a glance: what follows is dear
    return any(found.end() == len(line) for found in ENDS_IN_CREDIT.finditer(line))


def caption_lines(document: Document, start: int, end: int) -> list[int]:
    """Indexes of the lines from `start` to `end` that are captions or credits: marked as such, or worded so."""
    return [i for i in range(start, end) if i in document.captions or is_caption(document.lines[i])]
