-- What the list of invoices is narrowed by. Each index is walked by number, or tells soon that what it holds is a few.
CREATE INDEX invoice_due ON invoice (due_on);
CREATE INDEX invoice_amount ON invoice (currency, total_minor);
CREATE INDEX invoice_paid_by ON invoice (paid_by) WHERE paid_by IS NOT NULL;
CREATE INDEX invoice_given_up ON invoice (state) WHERE state IN ('void', 'uncollectible');
