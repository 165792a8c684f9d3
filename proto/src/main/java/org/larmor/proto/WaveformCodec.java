package org.larmor.proto;

import org.larmor.core.domain.Waveform;

/** Waveforms to and from the wire. */
final class WaveformCodec {
    private static final int MAX_CHANNELS = 256;

    private WaveformCodec() {}

    static org.larmor.proto.v1.Waveform write(Waveform waveform) {
        org.larmor.proto.v1.Waveform.Builder wire = org.larmor.proto.v1.Waveform.newBuilder()
                .setId(waveform.id())
                .setStartTimeStamp(waveform.startStamp())
                .setSampleTimeUs(waveform.sampleTimeMicros())
                .setChannels(waveform.channels());
        for (int sample : waveform.samples()) {
            wire.addSamples(sample);
        }
        return wire.build();
    }

    static Waveform read(Door door, org.larmor.proto.v1.Waveform wire) throws WireException {
        int channels = door.range("waveform channels", wire.getChannels(), 1, MAX_CHANNELS);
        int count = wire.getSamplesCount();
        door.require(
                count % channels == 0, "a waveform of " + count + " samples does not fill " + channels + " channels");
        int[] samples = new int[count];
        for (int i = 0; i < count; i++) {
            samples[i] = wire.getSamples(i);
        }
        return new Waveform(
                door.counter("waveform id", wire.getId()),
                door.count("waveform start", wire.getStartTimeStamp()),
                door.positiveOrZero("waveform sample time", wire.getSampleTimeUs()),
                channels,
                samples);
    }
}
