package org.larmor.recon.telemetry;

import java.util.List;
import java.util.function.Consumer;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.Published;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ReconListener;

/** Several, told one after the other. */
record Listeners(List<ReconListener> all) implements ReconListener {
    Listeners {
        all = List.copyOf(all);
    }

    private void tell(Consumer<ReconListener> what) {
        all.forEach(what);
    }

    @Override
    public void arrived(List<Arrival> arrivals, long bytes) {
        tell(each -> each.arrived(arrivals, bytes));
    }

    @Override
    public void told(ScanStatus status) {
        tell(each -> each.told(status));
    }

    @Override
    public void refused(DeadLetter letter) {
        tell(each -> each.refused(letter));
    }

    @Override
    public void made(List<ReconJob> batch, List<Picture> pictures, Span span) {
        tell(each -> each.made(batch, pictures, span));
    }

    @Override
    public void failed(ReconJob job) {
        tell(each -> each.failed(job));
    }

    @Override
    public void published(Picture picture, ReconImage image, Span span) {
        tell(each -> each.published(picture, image, span));
    }

    @Override
    public void framed(Frame frame, Span span) {
        tell(each -> each.framed(frame, span));
    }

    @Override
    public void lost(String scanId) {
        tell(each -> each.lost(scanId));
    }

    @Override
    public void pictures(List<Published> pictures) {
        tell(each -> each.pictures(pictures));
    }

    @Override
    public void mapped(AnomalyMap map, Span span) {
        tell(each -> each.mapped(map, span));
    }

    @Override
    public void notMapped(ScanStatus refusal) {
        tell(each -> each.notMapped(refusal));
    }
}
