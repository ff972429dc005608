package meeting

import (
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/register"
	"sametable/internal/store"
)

// approval is the item by which the minutes nobody has approved yet are, as it would stand now: one for all of them, the oldest first. What the table
// says of it holds for each.
func approval(db *gorm.DB, m Meeting) (Item, error) {
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	cards := fresh().Model(&register.Card{}).Select("noun_id").Where("noun = ? AND state IN ?", MinutesNoun, []string{"draft", "chair_review", "circulated"})
	var of []Meeting // minutes go by the id of their meeting
	err := fresh().Where("forum_id = ? AND id <> ? AND id IN (?)", m.Forum, m.ID, cards).Order("starts_at, id").Find(&of).Error
	about := []Paper{}
	for _, held := range of {
		about = append(about, Paper{MinutesNoun, held.ID})
	}
	i := Item{Purpose: Decide, Auto: Approval, About: encode(about)}
	i.TitleZh, i.TitleEn, i.TitleSv = approvalOf(of)
	return i, store.Found(err)
}

// approvalOf is what the item is called: after the meetings, with their days as long as that is no list.
func approvalOf(of []Meeting) (zh, en, sv string) {
	var refs []string
	for _, m := range of {
		refs = append(refs, m.Reference)
	}
	dated := func(at int, language string) string {
		on := of[at].StartsAt.In(zone())
		if language == "sv" {
			return fmt.Sprintf("%s den %d %s %d", refs[at], on.Day(), swedish(on.Month()), on.Year())
		}
		return refs[at] + ", " + on.Format("2 January 2006")
	}
	const inEn, inSv, allSv = "Approval of the minutes of ", "Godkännande av protokollet från ", "Godkännande av protokollen från "
	last := len(of) - 1
	switch {
	case last < 0:
		return "", "", ""
	case last == 0:
		return "审定" + refs[0] + "会议纪要", inEn + dated(0, "en"), inSv + dated(0, "sv")
	case last == 1:
		return "审定" + refs[0] + "、" + refs[1] + "会议纪要", inEn + dated(0, "en") + ", and " + dated(1, "en"), allSv + dated(0, "sv") + " och " + dated(1, "sv")
	case last < 5:
		list := strings.Join(refs[:last], ", ")
		return "审定" + strings.Join(refs, "、") + "会议纪要", inEn + list + " and " + refs[last], allSv + list + " och " + refs[last]
	}
	n := len(of)
	return fmt.Sprintf("审定%s至%s共%d次会议纪要", refs[0], refs[last], n), fmt.Sprintf("%s%d meetings, %s to %s", inEn, n, refs[0], refs[last]),
		fmt.Sprintf("%s%d möten, %s till %s", allSv, n, refs[0], refs[last])
}

func swedish(m time.Month) string {
	return [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}[m-1]
}

// retitle calls the item after the minutes it is about now, where it is still called after those before. What the secretary has called it stays.
func (i *Item) retitle(db *gorm.DB, wanted Item) error {
	if i.Auto != Approval {
		return nil
	}
	var ids []string
	for _, p := range i.Papers() {
		ids = append(ids, p.ID)
	}
	var of []Meeting
	if err := db.Session(&gorm.Session{NewDB: true}).Where("id IN ?", ids).Order("starts_at, id").Find(&of).Error; err != nil {
		return store.Found(err)
	}
	if zh, en, sv := approvalOf(of); zh == i.TitleZh && en == i.TitleEn && sv == i.TitleSv {
		i.TitleZh, i.TitleEn, i.TitleSv = wanted.TitleZh, wanted.TitleEn, wanted.TitleSv
	}
	return nil
}
