#!/usr/bin/env bash
# Makes the fonts that internal/paper embeds: subsets under names of their own of fonts under the SIL Open Font License.
#
#   third_party/paperfonts/make.sh     needs npm, apt-get (Debian), pyftsubset (Debian: fonttools) and gzip
#
# What comes out depends on fonttools' version (4.38 made those in the tree), so it is made by hand and not by the build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$here/../../internal/paper/fonts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
cd "$work"

for package in noto-serif-sc@0.4.3 noto-sans-sc@0.4.3 noto-serif@0.4.2; do
  npm pack --silent "@expo-google-fonts/$package"
  mkdir "${package%@*}"
  tar xzf expo-google-fonts-"${package/@/-}".tgz -C "${package%@*}" --strip-components=1
done
apt-get download -qq fonts-lxgw-wenkai
dpkg-deb -x fonts-lxgw-wenkai_*.deb wenkai

# Every character of GB 2312, Latin with its accents for Swedish and pinyin, signs and punctuation. The body has besides, for names, the characters
# of the table of 2013 (通用规范汉字表) that GB 2312 lacks, in names.txt; headings and emphasis take those from the body.
# Beyond U+FFFF none: the PDF library writes no map back to text for them.
/usr/bin/python3 - >heads.txt <<'PYTHON'
wanted = {bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)}
wanted |= {chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1CD, 0x1DD), *range(0x2010, 0x2040), *range(0x2460, 0x2474), *range(0x3000, 0x3020), *range(0xFF01, 0xFF5F)]}
wanted |= set("€№™§→←↑↓−×÷≤≥≠≈°•●■▲◆○◇□△✓′″")
print("".join(sorted(c for c in wanted if c)))
PYTHON
cat heads.txt "$here/names.txt" >body.txt
/usr/bin/python3 -c 'print("".join(chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1CD, 0x1DD), *range(0x2010, 0x2040)]) + "€№™−×≤≥≠≈•")' >latin.txt


subset() { # subset NAME SOURCE CHARACTERS
  pyftsubset "$2" --text-file="$3" --output-file="$1.ttf" --no-hinting --desubroutinize --layout-features='' --glyph-names=no \
    --no-glyph-names --drop-tables+=GSUB,GPOS,GDEF,BASE,VORG,vhea,vmtx,STAT,DSIG,gasp,meta --notdef-outline --name-IDs='0,1,2,3,4,6,13,14'
  /usr/bin/python3 - "$1" <<'PYTHON'
import sys
from fontTools.ttLib import TTFont
name = sys.argv[1]
font = TTFont(name + ".ttf", recalcTimestamp=False)
for record in font["name"].names:
    new = {1: name, 3: name + " 1", 4: name, 6: name.replace(" ", "")}.get(record.nameID)
    if new:
        record.string = new
    if record.nameID == 2:
        record.string = "Regular"
font.save(name + ".ttf")
PYTHON
  gzip -9 -n -c "$1.ttf" >"$out/$(tr 'A-Z ' 'a-z-' <<<"$1").ttf.gz"
}

subset "Forum Song" noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf body.txt
subset "Forum Song Bold" noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf heads.txt
subset "Forum Hei" noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf heads.txt
subset "Forum Kai" wenkai/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf heads.txt
subset "Forum Latin" noto-serif/400Regular/NotoSerif_400Regular.ttf latin.txt
subset "Forum Latin Bold" noto-serif/700Bold/NotoSerif_700Bold.ttf latin.txt
subset "Forum Latin Italic" noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf latin.txt
ls -l "$out"
