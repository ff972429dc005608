package text

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"sametable/internal/register"
)

// seal is SHA-256 over every column of a version, in hex. The entry of the act that wrote the version carries it.
func (v Version) seal() string {
	return sealed(v.ID, v.TextID, v.Noun, v.NounID, strconv.Itoa(v.Number), v.Language, v.Title, v.Source, v.HTML, strconv.Itoa(v.Renderer), v.Blocks,
		v.Hits, v.Hash, string(v.MadeBy), instant(v.MadeAt), strconv.FormatBool(v.Quiet), strconv.FormatBool(v.Erased))
}

// seal is SHA-256 over every column of a translation but its lock, in hex. The entry of the act that wrote it carries it.
func (t Translation) seal() string {
	return sealed(t.ID, t.TextID, t.Noun, t.NounID, t.Language, string(t.State), t.Title, t.Source, t.HTML, strconv.Itoa(t.Renderer), t.SourceHash,
		t.Hash, string(t.TranslatedBy), string(t.ReviewedBy), instant(t.MadeAt))
}

func sealed(columns ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(columns, "\x00")))
	return hex.EncodeToString(sum[:])
}

func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// Erase empties every version and translation of a noun's text; the stub keeps number, time and hash. The act needs the entry
// "<noun>.erased": its facts will name the versions.
func Erase(tx *register.Tx, versions []Version, translations []Translation) error {
	for i := range versions {
		v := &versions[i]
		v.Title, v.Source, v.HTML, v.Blocks, v.Hits, v.Erased = "", "", "", "", "", true
		tx.Attest(v.Record(), register.FactErasedVersions, v.ID, v.Hash)
		tx.Attest(v.Record(), register.FactVersions, v.ID, v.seal())
		if err := tx.Model(v).Select("title", "source", "html", "blocks", "hits", "erased").Updates(v).Error; err != nil {
			return err
		}
	}
	for i := range translations {
		t := &translations[i]
		t.Title, t.Source, t.HTML, t.Hash = "", "", "", ""
		tx.Attest(t.Record(), register.FactTranslations, t.Language, t.seal())
		if err := tx.Save(t); err != nil {
			return err
		}
	}
	return nil
}
