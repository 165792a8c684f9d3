package org.larmor.console;

import java.util.List;
import org.larmor.core.domain.ScanHeader;

/** Another scan with other events: all else is as the other one says. */
public abstract class ForwardingScan implements ScanSource {
    /** The other one. */
    protected final ScanSource source;

    protected ForwardingScan(ScanSource source) {
        this.source = source;
    }

    @Override
    public ScanHeader header() {
        return source.header();
    }

    @Override
    public long readouts() {
        return source.readouts();
    }

    @Override
    public boolean isReady() {
        return source.isReady();
    }

    @Override
    public List<String> notes() {
        return source.notes();
    }

    @Override
    public void close() {
        source.close();
    }
}
