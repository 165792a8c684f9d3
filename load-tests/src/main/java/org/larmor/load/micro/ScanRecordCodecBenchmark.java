package org.larmor.load.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.WireException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record of one readout (eight coils, 512 samples, 32 KB), to bytes and back, checksum included.
 *
 * <p>{@code load-tests/run ScanRecordCodec}. Gate: every readout of the scan comes back bit for bit.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScanRecordCodecBenchmark {
    private final List<ScanEvent.ReadoutArrived> readouts = readouts();
    private final byte[] record = ScanRecordCodec.encode(readouts.get(readouts.size() / 2));

    @Setup
    public void check() throws WireException {
        Gate.atLeast("the number of readouts", readouts.size(), 64);
        for (ScanEvent.ReadoutArrived arrived : readouts) {
            List<ScanEvent> back = ScanRecordCodec.decode(ScanRecordCodec.encode(arrived));
            Readout readout = ((ScanEvent.ReadoutArrived) back.get(0)).readout();
            Gate.atMost("the number of events over one", back.size() - 1, 0);
            Gate.atMost(
                    "the change of the number",
                    readout.sequence() - arrived.readout().sequence(),
                    0);
            Gate.atMost(
                    "the samples' error", Gate.relativeError(arrived.readout().samples(), readout.samples()), 0);
        }
    }

    @Benchmark
    public byte[] encode() {
        return ScanRecordCodec.encode(readouts.get(readouts.size() / 2));
    }

    @Benchmark
    public List<ScanEvent> decode() throws WireException {
        return ScanRecordCodec.decode(record);
    }

    private static List<ScanEvent.ReadoutArrived> readouts() {
        List<ScanEvent.ReadoutArrived> readouts = new ArrayList<>();
        for (ScanEvent event : new SimulatedScan(SimulationSettings.brain("benchmark", 1))) {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                readouts.add(arrived);
            }
        }
        return readouts;
    }
}
