"""`doibang teach`: the classifier of intents, learnt again from the corpus of the project."""
