package document

import (
	"context"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/store"
)

// PageSize is how many documents stand on a page of the list.
const PageSize = 25

// place reads a key: "2016-03" is the third that was added in 2016.
func place(key string) (year, serial int, ok bool) {
	y, n, found := strings.Cut(key, "-")
	year, err := strconv.Atoi(y)
	if !found || err != nil {
		return 0, 0, false
	}
	serial, err = strconv.Atoi(n)
	return year, serial, err == nil && (Document{Year: year, Serial: serial}).Key() == key
}

// Find gives a document by its key, withdrawn or not. All of them are public.
func (s *Documents) Find(ctx context.Context, key string) (Document, error) {
	return of(s.r.Read(ctx), key)
}

// Filter narrows the list. Number is a normalised one and finds a withdrawn document too; Words must all stand in a document. After is
// the key of the last document on the page before; one that nobody knows begins the list.
type Filter struct {
	Number string
	Words  string
	After  string
}

// List gives a page of the documents, newest first by their own date, and tells whether there are more.
func (s *Documents) List(ctx context.Context, filter Filter) (page []Document, more bool, err error) {
	q := s.r.Read(ctx).Model(&Document{})
	if filter.Number != "" {
		q = q.Where("number = ?", filter.Number)
	} else {
		q = q.Where("state = ?", Listed)
	}
	for _, word := range strings.Fields(folded(filter.Words)) {
		q = q.Where("words LIKE ? ESCAPE '!'", "%"+literal.Replace(word)+"%")
	}
	if after, err := of(s.r.Read(ctx), filter.After); err == nil {
		q = q.Where("dated < ? OR dated = ? AND id < ?", after.Dated, after.Dated, after.ID)
	}
	err = q.Order("dated DESC, id DESC").Limit(PageSize + 1).Find(&page).Error
	if len(page) > PageSize {
		page, more = page[:PageSize], true
	}
	return page, more, store.Found(err)
}

// literal takes their meaning from the signs of a pattern.
var literal = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// byID reads documents by their ids, oldest date first.
func byID(db *gorm.DB, ids []ID) (all []Document, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = db.Where("id IN ?", ids).Order("dated, id").Find(&all).Error
	return all, store.Found(err)
}
