package account

// HeldOffices are the states of a grant in which the person has the office, for rooms that read standings in one query.
func HeldOffices() []string { return held() }
