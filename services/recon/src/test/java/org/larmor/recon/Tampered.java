package org.larmor.recon;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Producer;

/** Clients of a service to which something happens when its transactional producer is called. */
final class Tampered extends KafkaClients {
    private final BiConsumer<String, Object[]> event;

    /** @param event told of each call before it is made, what was sent before being with the broker; what it throws, the caller gets */
    Tampered(ReconConfig config, BiConsumer<String, Object[]> event) {
        super(config);
        this.event = event;
    }

    @Override
    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> transactional() {
        Producer<byte[], byte[]> whole = super.transactional();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    if (method.getName().equals("close")) {
                        // As a process that dies: it says nothing more to the broker.
                        whole.close(Duration.ZERO);
                        return null;
                    }
                    if (method.getName().endsWith("Transaction")
                            && !method.getName().startsWith("begin")) {
                        whole.flush();
                    }
                    event.accept(method.getName(), arguments);
                    try {
                        return method.invoke(whole, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
