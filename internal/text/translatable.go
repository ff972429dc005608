package text

import (
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"

	"gorm.io/gorm"
)

// Part is one field of a text that is put into another language by itself.
type Part struct {
	Name     string
	Words    string // of the original; Markdown, unless it is a line
	Line     bool
	Most     int  // characters of its translation
	Optional bool // left empty, it is not in the translation, or stands there as it was written
}

// Translatable is what can be put into another language of one record. The room that keeps the record tells it to the room above in which
// translators translate and review.
type Translatable struct {
	Ref       policy.Ref // the record whose words they are
	Reference string     // of the proposal it belongs to; empty: it has none yet
	Title     string     // what that is called, in TitleIn
	TitleIn   string
	Path      string // its page, without the language
	Forum     policy.ForumID
	Since     time.Time // since when the words wait for their readers
	Version   Version   // the words that count
	Parts     []Part    // what is asked for, in the order of the form

	Compose func(language string, said map[string]string) (title, source string) // makes one text of the parts
	Said    func(Translation) map[string]string                                  // takes it apart again
	Note    func() register.Note                                                 // begins the entry about a translation
	Put     func(*register.Tx) error                                             // puts the card anew
}

// WordsOf reads the versions of some records, as far as they were not erased.
func WordsOf[T any](db *gorm.DB, of []T, version func(T) string) (map[string]Version, error) {
	var ids []string
	for _, one := range of {
		ids = append(ids, version(one))
	}
	var found []Version
	err := db.Session(&gorm.Session{NewDB: true}).Where("id IN ? AND NOT erased", ids).Find(&found).Error
	all := map[string]Version{}
	for _, v := range found {
		all[v.ID] = v
	}
	return all, err
}
