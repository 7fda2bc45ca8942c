package nlp

// WordVector is what the encoder starts from when it reads a word outside any sentence: the sum of its pieces' vectors. Words of like
// meaning point the same way.
func (e *Engine) WordVector(word string) []float32 {
	v := make([]float32, e.D)
	for _, id := range e.vocabulary.Append(nil, word) {
		row := int(id) * e.D
		for k := range v {
			if e.word.Int8 != nil {
				v[k] += float32(e.word.Int8[row+k]) * e.word.Scale[id]
			} else {
				v[k] += e.word.Float[row+k]
			}
		}
	}
	return v
}
