// Package pipeline codes the articles of an input on a bounded pool of workers and hands the results on in the order of the
// input, so that the output is the same whatever the number of workers. It knows no stage: the work is a function it is given.
package pipeline
