-- The keys that NextTokens are authenticated with, in base64. The newest makes tokens, and the one
-- before it is still accepted.
CREATE TABLE page_key (
    number BIGINT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL
);

-- An offer belongs to one opportunity of its account; what another account holds is none of its. It is
-- kept by its id, because its ARN can be written in several ways.
ALTER TABLE offer RENAME TO offer_of_catalog;

CREATE TABLE offer (
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    offer TEXT NOT NULL,
    opportunity_id TEXT NOT NULL,
    PRIMARY KEY (account, catalog, offer)
);

INSERT INTO offer (account, catalog, offer, opportunity_id)
    SELECT opportunity.account, held.catalog,
        replace(replace(held.offer,
            'arn:aws:aws-marketplace:us-east-1:' || opportunity.account || ':AWSMarketplace/Offer/', ''),
            'arn:aws:aws-marketplace:us-east-1:' || opportunity.account || ':AWSMarketplace/OfferSet/', ''),
        held.opportunity_id
    FROM offer_of_catalog held JOIN opportunity ON opportunity.id = held.opportunity_id;

DROP TABLE offer_of_catalog;
