package org.larmor.proto;

import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;

/** Encoding counters and their ranges to and from the wire. */
final class LimitsCodec {
    private LimitsCodec() {}

    static org.larmor.proto.v1.EncodingLimits write(EncodingLimits limits) {
        return org.larmor.proto.v1.EncodingLimits.newBuilder()
                .setStep0(write(limits.step0()))
                .setStep1(write(limits.step1()))
                .setStep2(write(limits.step2()))
                .setAverage(write(limits.average()))
                .setSlice(write(limits.slice()))
                .setContrast(write(limits.contrast()))
                .setPhase(write(limits.phase()))
                .setRepetition(write(limits.repetition()))
                .setSet(write(limits.set()))
                .setSegment(write(limits.segment()))
                .build();
    }

    static EncodingLimits read(Door door, org.larmor.proto.v1.EncodingLimits wire) throws WireException {
        return new EncodingLimits(
                read(door, "step0", wire.getStep0()),
                read(door, "step1", wire.getStep1()),
                read(door, "step2", wire.getStep2()),
                read(door, "average", wire.getAverage()),
                read(door, "slice", wire.getSlice()),
                read(door, "contrast", wire.getContrast()),
                read(door, "phase", wire.getPhase()),
                read(door, "repetition", wire.getRepetition()),
                read(door, "set", wire.getSet()),
                read(door, "segment", wire.getSegment()));
    }

    static org.larmor.proto.v1.EncodingCounters write(EncodingCounters counters) {
        return org.larmor.proto.v1.EncodingCounters.newBuilder()
                .setStep1(counters.step1())
                .setStep2(counters.step2())
                .setAverage(counters.average())
                .setSlice(counters.slice())
                .setContrast(counters.contrast())
                .setPhase(counters.phase())
                .setRepetition(counters.repetition())
                .setSet(counters.set())
                .setSegment(counters.segment())
                .build();
    }

    static EncodingCounters read(Door door, org.larmor.proto.v1.EncodingCounters wire) throws WireException {
        return new EncodingCounters(
                door.counter("counter step1", wire.getStep1()),
                door.counter("counter step2", wire.getStep2()),
                door.counter("counter average", wire.getAverage()),
                door.counter("counter slice", wire.getSlice()),
                door.counter("counter contrast", wire.getContrast()),
                door.counter("counter phase", wire.getPhase()),
                door.counter("counter repetition", wire.getRepetition()),
                door.counter("counter set", wire.getSet()),
                door.counter("counter segment", wire.getSegment()));
    }

    private static org.larmor.proto.v1.Limit write(Limit limit) {
        return org.larmor.proto.v1.Limit.newBuilder()
                .setMinimum(limit.minimum())
                .setMaximum(limit.maximum())
                .setCentre(limit.centre())
                .build();
    }

    private static Limit read(Door door, String name, org.larmor.proto.v1.Limit wire) throws WireException {
        int minimum = door.counter("limit of " + name, wire.getMinimum());
        int maximum = door.counter("limit of " + name, wire.getMaximum());
        int centre = door.counter("centre of " + name, wire.getCentre());
        door.require(minimum <= maximum, "limit of " + name + " runs from " + minimum + " to " + maximum);
        return new Limit(minimum, maximum, centre);
    }
}
