package paper

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// sample is the issued minutes of one meeting of the demo world in a language; every name is invented.
func sample(language Language) *Document {
	switch language {
	case Chinese:
		return chineseSample()
	case Swedish:
		return swedishSample()
	}
	return englishSample()
}

func languages() []Language { return []Language{Chinese, English, Swedish} }

func properties() Properties {
	return Properties{Subject: "HD-M-2019-01", Made: time.Date(2019, 2, 18, 2, 0, 0, 0, time.UTC), Hash: "3f9a0b7c5d1e2f4a6b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c"}
}

func chineseSample() *Document {
	return &Document{
		Language: Chinese,
		Mark:     []string{"湖东省", "流动与留守儿童", "社会保护", "政策对话论坛", "会议纪要"},
		Number:   "第1期（2019年）", Issuer: "论坛秘书处", Date: "2019年2月18日",
		Title:   []string{"关于", "村级儿童主任", "工作的", "专题会议纪要"},
		Opening: []Block{Paragraph{Words("2019年1月17日14:30至17:30，湖东省流动与留守儿童社会保护政策对话论坛在东泽召开专题会议，由论坛主席王例文处长主持，就村级儿童主任的工作时间和岗位补贴进行讨论。应到成员单位11个，实到9个，达到法定人数。现将议定事项纪要如下：")}},
		Body: []Block{
			Heading{1, []int{1}, Words("会议听取了32个村儿童主任工作时间调查的情况")},
			Paragraph{Words("惠邻社会工作服务中心（例）介绍了调查的方法和结果：受访儿童主任平均每月用于儿童工作的时间为41小时，其中入户走访占六成；多数人同时承担妇联、统计等3项以上的工作。调查数据截至2018年12月31日，统计口径见《国务院关于加强农村留守儿童关爱保护工作的意见》（国发〔2016〕13号）。")},
			Paragraph{[]Span{{Text: "会议认为，"}, {Text: "岗位补贴标准不明确", Bold: true}, {Text: "是基层队伍不稳定的主要原因之一。有代表提出，"}, {Text: "“一人多岗”", Emphasis: true}, {Text: "的情况在牧区更为突出，全文见 "}, {Text: "https://forum.example.org/hd/HD-2018-01", Link: "https://forum.example.org/hd/HD-2018-01"}, {Text: "。"}}},
			Heading{2, []int{1, 1}, Words("调查的主要结果")},
			List{Items: []Item{{Text: Words("工作时间：平均每月41小时，最多的为78小时；")}, {Text: Words("岗位补贴：每月100元至600元不等，12个村没有任何补贴，有的村以年底一次性误工补助代替；")}, {Text: Words("培训：过去一年接受过培训的占四分之三。"), Below: &List{Ordered: true, Items: []Item{{Text: Words("县级培训19人次；")}, {Text: Words("乡镇培训24人次。")}}}}}},
			Heading{3, []int{1, 1, 1}, Words("数据的局限")},
			Paragraph{Words("样本不是随机抽取，结果不能推及全省。")},
			Heading{1, []int{3}, Words("会议审议了《关于明确村级儿童主任岗位补贴标准的建议》")},
			Decision{Label: "议定", Text: Words("将《关于明确村级儿童主任岗位补贴标准的建议》（HD-2018-01）提交湖东省民政厅（例）办理。"),
				Facts: []Fact{{"责任单位", "论坛秘书处"}, {"完成时限", "2019年1月24日"}}, Tally: []Fact{{"表决", "赞成7，反对1，弃权1"}}},
			Table{Caption: "按类别的表决结果", Head: []string{"类别", "赞成", "反对", "弃权"}, Widths: []float64{3, 1, 1, 1}, Right: []bool{false, true, true, true},
				Rows: [][]string{{"社会组织", "2", "0", "0"}, {"高校", "2", "0", "0"}, {"企业", "1", "1", "0"}, {"民政部门", "1", "0", "1"}, {"其他部门和群团组织", "1", "0", "0"}}},
			Quote{Label: "保留意见", Text: Words("资金来源应先明确，再定标准。"), From: "高湖例乳业"},
			Heading{1, []int{4}, Words("会议明确了下一步工作")},
			Decision{Label: "议定", Text: Words("惠邻中心于2019年3月31日前提交工作时间的汇总报告，不含任何个人资料。"), Facts: []Fact{{"责任单位", "惠邻社会工作服务中心（例）"}, {"完成时限", "2019年3月31日"}}},
		},
		Attendance: []Roll{
			{Label: "出席", People: []Attendee{{"惠邻社会工作服务中心（例）", []string{"马例清"}, ""}, {"湖东省社会组织联合会（例）", []string{"韩例莲"}, "替补"}, {"湖源大学（例）", []string{"赵例然"}, ""}, {"高湖例乳业有限公司", []string{"高例成"}, ""}, {"湖东省民政厅（例）", []string{"王例文", "李例明"}, ""}}},
			{Label: "请假", People: []Attendee{{"三泉儿童发展中心（例）", nil, ""}, {"同行公益促进会（例）", nil, ""}}},
			{Label: "列席", People: []Attendee{{"", []string{"林例华"}, ""}}},
			{Label: "记录", People: []Attendee{{"", []string{"孙例真"}, ""}}},
		},
		Copies:  []Fact{{"抄送", "湖东省民政厅（例），湖东省教育厅（例），东泽市民政局（例），各成员单位。"}},
		Printer: "湖东省流动与留守儿童社会保护政策对话论坛秘书处", Printed: "2019年2月18日印发",
		Note:       "本纪要由论坛印发，非政府公文",
		Verify:     Verify{Lines: []string{"扫码或访问下列网址可核对本纪要。核验码：HDM1-7K3Q"}, Address: "https://forum.example.org/v/HDM17K3Q"},
		Properties: properties(),
	}
}

func englishSample() *Document {
	return &Document{
		Language: English,
		Mark:     []string{"Policy Dialogue Forum on the Social Protection of Migrant and Left-behind Children,", "Hudong Province"},
		Number:   "Minutes No. 1 (2019)", Issuer: "Secretariat of the forum", Date: "18 February 2019",
		Title:   []string{"Thematic meeting on the work of village child welfare directors (村级儿童主任)"},
		Opening: []Block{Paragraph{Words("Meeting on 17 January 2019, 14:30–17:30 (Beijing), in Dongze. WANG Liwen (王例文) chaired. 9 of 11 member organisations were present; the meeting was quorate.")}},
		Body: []Block{
			Heading{1, []int{1}, Words("Survey of working hours in 32 villages")},
			Paragraph{[]Span{{Text: "Huilin presented how the survey was made and what it found: the directors spend "}, {Text: "41 hours a month", Bold: true}, {Text: " on work for children, six tenths of it on visits. Most hold "}, {Text: "three or more", Emphasis: true}, {Text: " other posts besides. Full text: "}, {Text: "HD-2018-01", Link: "https://forum.example.org/hd/HD-2018-01"}, {Text: ". The definition is that of 国发〔2016〕13号, and the figures are as of 31 December 2018."}}},
			Heading{2, []int{1, 1}, Words("What was found")},
			List{Items: []Item{{Text: Words("Hours: 41 a month on average, 78 at most.")}, {Text: Words("Allowances: between 100 and 600 yuan a month; in 12 villages none at all, or a lump sum at the end of the year.")}, {Text: Words("Training in the last year: three quarters."), Below: &List{Ordered: true, Items: []Item{{Text: Words("19 at county level;")}, {Text: Words("24 in townships.")}}}}}},
			Heading{1, []int{3}, Words("Proposal on a standard allowance (HD-2018-01)")},
			Decision{Label: "Decided", Text: Words("to hand over the proposal on a standard allowance (HD-2018-01) to the Department of Civil Affairs."),
				Facts: []Fact{{"Responsible", "secretariat"}, {"Due", "24 January 2019"}}, Tally: []Fact{{"Votes", "7 for, 1 against, 1 abstention"}}},
			Table{Caption: "Votes by group", Head: []string{"Group", "For", "Against", "Abstained"}, Widths: []float64{3, 1, 1, 1}, Right: []bool{false, true, true, true},
				Rows: [][]string{{"NGO", "2", "0", "0"}, {"University", "2", "0", "0"}, {"Company", "1", "1", "0"}, {"Civil affairs authority", "1", "0", "1"}, {"Other authority or mass organisation", "1", "0", "0"}}},
			Quote{Label: "Reservation", Text: Words("The source of funds should be settled before the rate."), From: "Gaohu Example Dairy"},
			Heading{1, []int{4}, Words("Next steps")},
			Decision{Label: "Decided", Text: Words("Huilin submits a summary report on working hours by 31 March 2019, with no personal data."), Facts: []Fact{{"Responsible", "Huilin"}, {"Due", "31 March 2019"}}},
		},
		Attendance: []Roll{
			{"Present", [2]string{"Organisation", "Represented by"}, []Attendee{{"Huilin Social Work Service Centre", []string{"MA Liqing (马例清)"}, ""}, {"Federation of Social Organisations of Hudong", []string{"HAN Lilian (韩例莲)"}, "alternate"}, {"Huyuan University", []string{"ZHAO Liran (赵例然)"}, ""}, {"Gaohu Example Dairy", []string{"GAO Licheng (高例成)"}, ""}, {"Department of Civil Affairs of Hudong Province", []string{"WANG Liwen (王例文)", "LI Liming (李例明)"}, ""}}},
			{"Apologies", [2]string{}, []Attendee{{"Sanquan Child Development Centre", nil, ""}, {"Tongxing Association", nil, ""}}},
			{"In attendance", [2]string{}, []Attendee{{"", []string{"LIN Lihua (林例华)"}, ""}}},
			{"Minutes", [2]string{}, []Attendee{{"", []string{"SUN Lizhen (孙例真)"}, ""}}},
		},
		Copies:  []Fact{{"Copies", "Department of Civil Affairs and Department of Education of Hudong Province; member organisations"}},
		Printer: "Secretariat of the forum", Printed: "Issued 18 February 2019",
		Note:       "Issued by the forum; not a government document",
		Verify:     Verify{Lines: []string{"Scan the code or open the address to check this copy.", "Code: HDM1-7K3Q"}, Address: "https://forum.example.org/v/HDM17K3Q"},
		Properties: properties(),
	}
}

func swedishSample() *Document {
	return &Document{
		Language: Swedish,
		Mark:     []string{"Hudongs forum för politisk dialog om", "socialt skydd för migrerande och kvarlämnade barn"},
		Number:   "Protokoll nr 1 (2019)", Issuer: "Forumets sekretariat", Date: "18 februari 2019",
		Title:   []string{"Protokoll från tematiskt möte om byarnas barnombud"},
		Opening: []Block{Paragraph{Words("Möte den 17 januari 2019 kl. 14.30–17.30 (Peking) i Dongze. Wang Liwen (王例文) var ordförande. 9 av 11 medlemsorganisationer var närvarande och mötet var beslutfört.")}},
		Body: []Block{
			Heading{1, []int{1}, Words("Undersökning av arbetstiden i 32 byar")},
			Paragraph{[]Span{{Text: "Huilin redogjorde för undersökningen. Barnombuden ägnar i genomsnitt "}, {Text: "41 timmar i månaden", Bold: true}, {Text: " åt arbetet för barn, varav sex tiondelar åt hembesök. De flesta har "}, {Text: "tre eller fler", Emphasis: true}, {Text: " andra uppdrag. Förslaget i sin helhet: "}, {Text: "HD-2018-01", Link: "https://forum.example.org/hd/HD-2018-01"}, {Text: ". Kostnaden uppskattas till 1 250 000 yuan, det vill säga 2,5 procent."}}},
			Heading{2, []int{1, 1}, Words("Det som framkom")},
			List{Items: []Item{{Text: Words("Arbetstid: i genomsnitt 41 timmar i månaden, som mest 78.")}, {Text: Words("Ersättning: mellan 100 och 600 yuan i månaden; i 12 byar ingen alls eller en engångsersättning vid årets slut.")}, {Text: Words("Utbildning det senaste året: tre fjärdedelar."), Below: &List{Ordered: true, Items: []Item{{Text: Words("19 på häradsnivå,")}, {Text: Words("24 i kommunerna.")}}}}}},
			Heading{1, []int{3}, Words("Förslaget om en fast ersättningsnivå (HD-2018-01)")},
			Decision{Label: "Beslut", Text: Words("förslaget om en fast ersättningsnivå (HD-2018-01) överlämnas till departementet för Civil Affairs."),
				Facts: []Fact{{"Ansvarig", "sekretariatet"}, {"Senast", "den 24 januari 2019"}}, Tally: []Fact{{"Omröstning", "7 ja-röster, 1 nej-röst, 1 avstod"}}},
			Table{Caption: "Omröstning per grupp", Head: []string{"Grupp", "Ja", "Nej", "Avstod"}, Widths: []float64{3, 1, 1, 1}, Right: []bool{false, true, true, true},
				Rows: [][]string{{"Ideella organisationer", "2", "0", "0"}, {"Universitet och högskolor", "2", "0", "0"}, {"Företag", "1", "1", "0"}, {"Myndigheter för Civil Affairs", "1", "0", "1"}, {"Andra myndigheter och massorganisationer", "1", "0", "0"}}},
			Quote{Label: "Reservation", Text: Words("Finansieringen bör klarläggas före nivån."), From: "Gaohu exempelmejeri"},
			Heading{1, []int{4}, Words("Det fortsatta arbetet")},
			Decision{Label: "Beslut", Text: Words("Huilin lämnar en sammanställning av arbetstider senast den 31 mars 2019, utan personuppgifter."), Facts: []Fact{{"Ansvarig", "Huilin"}, {"Senast", "den 31 mars 2019"}}},
		},
		Attendance: []Roll{
			{"Närvarande", [2]string{"Organisation", "Företrädd av"}, []Attendee{{"Huilins centrum för socialt arbete", []string{"Ma Liqing (马例清)"}, ""}, {"Hudongs förbund av samhällsorganisationer", []string{"Han Lilian (韩例莲)"}, "ersättare"}, {"Huyuans universitet", []string{"Zhao Liran (赵例然)"}, ""}, {"Gaohu exempelmejeri", []string{"Gao Licheng (高例成)"}, ""}, {"Departementet för Civil Affairs i Hudong", []string{"Wang Liwen (王例文)", "Li Liming (李例明)"}, ""}}},
			{"Anmält förhinder", [2]string{}, []Attendee{{"Sanquans centrum för barns utveckling", nil, ""}, {"Tongxing", nil, ""}}},
			{"Adjungerad", [2]string{}, []Attendee{{"", []string{"Lin Lihua (林例华)"}, ""}}},
		},
		Signatures: []Signature{{"sekreterare", "Sun Lizhen"}, {"ordförande", "Wang Liwen"}, {"justerare", "Ma Liqing"}},
		Copies:     []Fact{{"För kännedom", "Departementen för Civil Affairs och utbildning i Hudong, medlemsorganisationerna"}},
		Printer:    "Forumets sekretariat", Printed: "Expedierat den 18 februari 2019",
		Note:       "Forumets eget protokoll, inte en myndighetshandling",
		Verify:     Verify{Lines: []string{"Skanna koden eller öppna adressen för att kontrollera exemplaret.", "Kod: HDM1-7K3Q"}, Address: "https://forum.example.org/v/HDM17K3Q"},
		Properties: properties(),
	}
}

// TestSamples writes the samples to a folder when one is named, to be looked at.
func TestSamples(t *testing.T) {
	folder := os.Getenv("FORUM_TEST_PAPER_SAMPLES")
	for _, language := range languages() {
		doc := sample(language)
		for _, draft := range []string{"", map[Language]string{Chinese: "草稿", English: "DRAFT", Swedish: "UTKAST"}[language]} {
			doc.Draft = draft
			made, err := MakePDF(doc)
			if err != nil {
				t.Fatal(err)
			}
			if len(made.Missing) > 0 {
				t.Errorf("%s: no face has %q", language, made.Missing)
			}
			if folder == "" {
				continue
			}
			name := filepath.Join(folder, string(language)+draft)
			if err := os.WriteFile(name+".pdf", made.Bytes, 0o644); err != nil {
				t.Fatal(err)
			}
			word, err := MakeDOCX(doc, Options{OfficeFonts: draft != ""})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name+".docx", word.Bytes, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
