package org.larmor.console.simulate;

import java.util.Iterator;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.phantom.SimulatedScan;

/** A simulated scan as a source of events. */
public record SimulatedSource(SimulatedScan scan) implements ScanSource {
    @Override
    public ScanHeader header() {
        return scan.header();
    }

    @Override
    public long readouts() {
        return scan.readouts();
    }

    @Override
    public Iterator<ScanEvent> events() {
        return scan.iterator();
    }

    @Override
    public void close() {}
}
