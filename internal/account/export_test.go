package account

// Hashings counts how often a password was hashed or checked.
func (a *Accounts) Hashings() int64 { return a.hasher.runs.Load() }

// AgentLabel, Network, CommonPassword and SlipHash are for tests.
var (
	AgentLabel     = agentLabel
	Network        = network
	CommonPassword = commonPassword
	SlipHash       = slipHash
	Stems          = stems
)
