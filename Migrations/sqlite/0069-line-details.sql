-- A line's ItemDetail as octets that may be compressed. Lines that were written before keep theirs in item_detail_xml.
ALTER TABLE order_lines ADD COLUMN item_detail BLOB;
