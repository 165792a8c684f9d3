package org.larmor.recon;

/** What goes wrong in a {@link Simulation}, and what the broker does about it. */
enum Fault {
    DIED_ON_THE_WAY("service killed within a call to the broker"),
    KILLED("service killed anywhere else"),
    ENDED("service told to end (SIGTERM)"),
    STOPPED_ON_THE_WAY("service stopped within a call to the broker"),
    STOPPED("service stopped anywhere else"),
    TAKEN_FOR_DEAD("service taken for dead: its successor runs beside it"),
    SHARED_ANEW("partitions shared out anew"),
    CLOCK_SET("machine's clock set by up to an hour"),
    NO_ANSWER("call to the broker without an answer"),
    NOT_TAKEN("record of a transaction not taken"),
    TWICE("readout sent twice"),
    ELSEWHERE("readout sent before an earlier one"),
    DAMAGED("readout damaged on the way"),
    NO_RECORD("record that is none"),
    EXPELLED("member not heard of, and expelled by the group"),
    REFUSED("offsets refused by the group"),
    OVERDUE("transaction given up by the broker"),
    FENCED("producer shut out by its successor or after its time");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
