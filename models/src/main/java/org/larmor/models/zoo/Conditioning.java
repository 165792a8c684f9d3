package org.larmor.models.zoo;

/** What a method tells a network of the scan. */
public enum Conditioning {
    /** What was measured. */
    CONDITIONAL("is an unconditional prior: it cannot be told what was measured"),
    /** Nothing: the network is the prior alone. */
    UNCONDITIONAL("has no unconditional mode");

    private final String lack;

    Conditioning(String lack) {
        this.lack = lack;
    }

    /** What is to be said of a model that cannot be asked so: the end of a sentence. */
    String lack() {
        return lack;
    }
}
