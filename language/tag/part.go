package tag

// Part is a part of speech of Universal Dependencies.
type Part uint8

const (
	X Part = iota // what has no other
	Adj
	Adp
	Adv
	Aux
	Cconj
	Det
	Intj
	Noun
	Num
	PartWord // particles: "not", "to", "'s"
	Pron
	Propn
	Punct
	Sconj
	Sym
	Verb
	parts // their number
)

var partNames = [parts]string{"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"}

// String returns the name that Universal Dependencies gives it.
func (p Part) String() string {
	if p < parts {
		return partNames[p]
	}
	return partNames[X]
}

// ParsePart returns the part of speech of that name, X for others.
func ParsePart(name string) Part {
	for i, n := range partNames {
		if n == name {
			return Part(i)
		}
	}
	return X
}
