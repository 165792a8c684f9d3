package org.larmor.console.mrd;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.larmor.console.ConsoleException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An element of an MRD header. Namespaces are ignored; document types, and so external entities, are refused. */
final class HeaderXml {
    private final Element element;

    private HeaderXml(Element element) {
        this.element = element;
    }

    static HeaderXml parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new HeaderXml(builder.parse(new InputSource(new StringReader(xml.strip())))
                    .getDocumentElement());
        } catch (SAXException | IOException e) {
            throw new ConsoleException("the MRD header is not proper XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be hardened", e);
        }
    }

    String name() {
        String local = element.getLocalName();
        return local == null ? element.getTagName() : local;
    }

    /** Elements of that name directly below this one. */
    List<HeaderXml> children(String name) {
        List<HeaderXml> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && new HeaderXml(child).name().equals(name)) {
                children.add(new HeaderXml(child));
            }
        }
        return children;
    }

    /** The first element at a path of names divided by slashes. */
    Optional<HeaderXml> find(String path) {
        Optional<HeaderXml> at = Optional.of(this);
        for (String name : path.split("/", -1)) {
            at = at.flatMap(here -> here.children(name).stream().findFirst());
        }
        return at;
    }

    /** The text at a path, or empty. */
    String text(String path) {
        return find(path).map(found -> found.element.getTextContent().strip()).orElse("");
    }

    /** The number at a path, or another if there is none. */
    double number(String path, double otherwise) {
        String text = text(path);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ConsoleException("the MRD header holds '" + text + "' where " + path + " is a number", e);
        }
    }

    int integer(String path, int otherwise) {
        double number = number(path, otherwise);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new ConsoleException("the MRD header holds " + number + " where " + path + " is a whole number");
        }
        return (int) number;
    }
}
