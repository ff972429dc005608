package demo

import (
	"context"
	"fmt"
	"time"

	"sametable/internal/account"
	"sametable/internal/demo/world"
	"sametable/internal/forum"
	"sametable/internal/notice"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// weeks is how far back the people of the world have left their notices unread.
const weeks = 14 * 24 * time.Hour

// LayDesks plays what awaits people on the demo day, after the history and through the same use cases: without it every desk but a few
// would be empty. Tests of other rooms live in the world without it, so that what they count is their own.
func (p *Play) LayDesks(ctx context.Context) error {
	starts := p.w.StartsAt
	if err := p.readNotices(ctx, starts.Add(-weeks)); err != nil {
		return err
	}
	for _, step := range []struct {
		before time.Duration // the demo day's beginning
		what   string
		play   func(context.Context) error
	}{
		{47 * time.Hour, "an application", p.applicant}, {46 * time.Hour, "an office", p.office}, {44 * time.Hour, "a mandate", p.expert},
		{20 * time.Hour, "a statement", p.statement}, {13 * time.Hour, "a draft", p.begin}, {40 * time.Minute, "a held post", p.careless},
	} {
		p.clock.Set(starts.Add(-step.before))
		if err := step.play(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.what, err)
		}
	}
	p.clock.Set(starts)
	if err := p.rooms.Register.CatchUp(ctx); err != nil {
		return err
	}
	p.clock.Run()
	return nil
}

// readNotices lets everybody have read what is older than some weeks.
func (p *Play) readNotices(ctx context.Context, until time.Time) error {
	var upTo int64
	if err := p.rooms.Register.Read(ctx).Model(&register.Entry{}).Where("at < ?", until).Select("MAX(seq)").Row().Scan(&upTo); err != nil {
		return err
	}
	for _, who := range p.w.People {
		a, err := p.actor(ctx, who.Username)
		if err != nil {
			return err
		}
		if err := p.rooms.Notices.MarkRead(ctx, a, notice.Marking{UpTo: upTo}); err != nil {
			return fmt.Errorf("%s: %w", who.Username, err)
		}
	}
	return nil
}

// desk is where the waiting posts stand: the discussion of the joint forum that is talked in most.
const desk = "T01"

func (p *Play) say(ctx context.Context, username string, change func(*thread.PostForm)) (thread.Post, error) {
	a, err := p.actor(ctx, username)
	if err != nil {
		return thread.Post{}, err
	}
	t, _ := p.w.Thread(desk)
	f := p.postForm(t, a, &world.Post{Language: "zh", Mark: string(thread.Personal)})
	change(&f)
	_, made, err := p.rooms.Threads.Reply(ctx, a, f)
	return made, err
}

// begin leaves a reply of the officer's unfinished.
func (p *Play) begin(ctx context.Context) error {
	a, err := p.actor(ctx, "maliqing")
	if err != nil {
		return err
	}
	_, err = p.rooms.Threads.SaveDraft(ctx, a, "reply:"+p.threads[desk], "谢谢这份小结。关于两处之间的路上由谁负责，我们在走访中听到两种做法。一种是由托育点送到门口，另一种是")
	return err
}

// statement waits for a colleague of the officer's.
func (p *Play) statement(ctx context.Context) error {
	_, err := p.say(ctx, "maliqing", func(f *thread.PostForm) {
		f.Kind, f.Body = thread.Statement, "我单位支持用交接单衔接托育点和日间照料点，愿意提供自己的样表，并派人参加座谈会。单子当天交还家长，各机构不留存。"
	})
	return err
}

// careless sends a photo without asking who may be recognised in it; the gate holds every photo for a moderator, who reads a machine's
// draft.
func (p *Play) careless(ctx context.Context) error {
	made, err := p.say(ctx, "zhanglimiao", func(f *thread.PostForm) {
		f.Body = "昨天路过一家照料点，顺手拍了门口的公告栏，先发上来，大家看看这样写清楚不清楚。"
		f.Photo = &thread.Upload{File: picture(), Alt: "照料点门口的公告栏"}
	})
	if err != nil {
		return err
	}
	for language, body := range map[string]string{
		"en": "Yesterday I passed a day-care point and took a picture of the notice board at its door. I put it up at once; please say whether it is written clearly.",
		"sv": "I går gick jag förbi en dagomsorg och tog en bild av anslagstavlan vid dörren. Jag lägger upp den direkt; säg gärna om det är tydligt skrivet.",
	} {
		if err := p.rooms.Threads.Translate(ctx, policy.SystemActor(), thread.TranslationForm{Of: made.Record(), Language: language, State: text.Machine, Body: body}); err != nil {
			return err
		}
	}
	return nil
}

// expert is proposed and accepts; the secretary has not confirmed her yet.
func (p *Play) expert(ctx context.Context) error {
	const table, who = "LH", "bailirong"
	person, _ := p.w.Person(who)
	if err := p.mandate(ctx, p.focalPoint(person.Organisation), table, who, world.Officer{Role: string(policy.Expert), Organisation: person.Organisation}); err != nil {
		return err
	}
	a, err := p.actor(ctx, who)
	if err != nil {
		return err
	}
	return p.take(ctx, a, table, turn{"accept", forum.Proposed}, func(m forum.MandateRow) bool { return m.PersonID == a.Person })
}

// applicant is an organisation that one officer would accredit; a second one has to look.
func (p *Play) applicant(ctx context.Context) error {
	const key = "liqiao"
	o, err := p.rooms.Organisations.Draft(ctx, policy.SystemActor(), organisation.Form{
		Key: key, Kind: string(policy.NGO), NameZh: "例桥社区服务中心", NameEn: "Example Bridge Community Services", NameSv: "Exempelbrons samhällstjänst",
		NameNative: "例桥社区服务中心", NativeLanguage: "zh", SortKey: "liqiao shequ fuwu zhongxin", Region: "680100",
		Scheme: string(organisation.OtherID), Identifier: "例民证字第 2019-17 号", IdentifierNote: "虚构证号",
		WorksWithChildren: true, Safeguarding: "儿童保护制度随申请表寄送，全体人员每年学习一次。", Evidence: "登记证书副本，已核对原件",
	})
	if err != nil {
		return err
	}
	for _, service := range []organisation.ServiceForm{
		{NameZh: "社区日间照料", NameEn: "Community day care", NameSv: "Omsorg på dagtid i grannskapet", ForWhom: []string{"migrant", "families"}},
		{NameZh: "办事指引", NameEn: "Help with formalities", NameSv: "Hjälp med ärenden", ForWhom: []string{"families"}},
	} {
		if _, err := p.rooms.Organisations.ListService(ctx, policy.SystemActor(), o.ID, service); err != nil {
			return err
		}
	}
	if err := p.move(ctx, policy.SystemActor(), key, "submit", ""); err != nil {
		return err
	}
	first, err := p.actor(ctx, "songlishen")
	if err != nil {
		return err
	}
	if err := p.move(ctx, first, key, "review", ""); err != nil {
		return err
	}
	return p.move(ctx, first, key, "accredit", "")
}

// office is one the administrator proposes; a second person has not decided yet.
func (p *Play) office(ctx context.Context) error {
	a, err := p.actor(ctx, "mats")
	if err != nil {
		return err
	}
	_, err = p.rooms.Accounts.ProposeOffice(ctx, a, account.OfficeProposal{Person: p.people["shilipu"], Office: string(policy.Translator)})
	return err
}
